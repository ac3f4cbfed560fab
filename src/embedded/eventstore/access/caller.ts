// Who calls, and what they may do. Without authentication everyone may do everything. With it, whoever gives
// no name reaches no stream, a wrong password is refused at once, and the rest is decided by access lists.

import type { Tables } from '../store/tables.js';
import { ADMINS, OPERATORS, isAllowed, rolesFor, type Action } from './acl.js';
import type { Directory } from './directory.js';

/** One caller, for the length of a call. */
export interface Caller {
  /** Empty when nobody said who they are. */
  readonly login: string;
  may(action: Action, stream: string): boolean;
  /** True for those who run the server: administrators and operators. */
  readonly isOperator: boolean;
  /** True for administrators. */
  readonly isAdmin: boolean;
  /** True for whoever may see how the server does. */
  readonly isKnown: boolean;
}

/** Tells who gave these credentials: the value of an Authorization header. 'wrong' when they are. */
export type Identify = (authorization: string | undefined) => Caller | 'wrong';

const ANYONE: Caller = { login: '', may: () => true, isOperator: true, isAdmin: true, isKnown: true };

/** A server without authentication. */
export const identifyAnyone: Identify = () => ANYONE;

export const NOBODY: Caller = {
  ...{ login: '', may: () => false },
  ...{ isOperator: false, isAdmin: false, isKnown: false },
};

/** A user; what one may do is looked up each time, as a call may outlast it. */
export const userCaller = (tables: Tables, users: Directory, login: string): Caller => {
  const roles = (): readonly string[] => {
    const said = users.find(login)?.said;
    return said === undefined || said.disabled ? [] : [login, ...said.groups];
  };
  return {
    login,
    may: (action, stream) => {
      const own = roles();
      return own.length > 0 && isAllowed(rolesFor(tables, stream, action), own);
    },
    get isOperator() {
      const own = roles();
      return own.includes(ADMINS) || own.includes(OPERATORS);
    },
    get isAdmin() {
      return roles().includes(ADMINS);
    },
    isKnown: true,
  };
};
