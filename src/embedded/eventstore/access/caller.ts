// Who calls, and what they may do. Without authentication everyone may do everything. With it, whoever gives
// no name reaches no stream, a wrong password is refused at once, and the rest is decided by access lists.

import type { Tables } from '../store/tables.js';
import { ADMINS, OPERATORS, isAllowed, rolesFor, type Action } from './acl.js';
import { findUser, type User } from './users.js';

/** One caller, for the length of a call. */
export interface Caller {
  /** Empty when nobody said who they are. */
  readonly login: string;
  may(action: Action, stream: string): boolean;
  /** True for those who run the server: administrators and operators. */
  readonly isOperator: boolean;
  /** True for whoever may see how the server does. */
  readonly isKnown: boolean;
}

/** Tells who gave these credentials: the value of an Authorization header. 'wrong' when they are. */
export type Identify = (authorization: string | undefined) => Caller | 'wrong';

const ANYONE: Caller = { login: '', may: () => true, isOperator: true, isKnown: true };

/** A server without authentication. */
export const identifyAnyone: Identify = () => ANYONE;

const NOBODY: Caller = { login: '', may: () => false, isOperator: false, isKnown: false };

const callerOf = (tables: Tables, user: User): Caller => {
  const roles = [user.login, ...user.groups];
  return {
    login: user.login,
    may: (action, stream) => isAllowed(rolesFor(tables, stream, action), roles),
    isOperator: roles.includes(ADMINS) || roles.includes(OPERATORS),
    isKnown: true,
  };
};

/** A server whose callers are these users. */
export const identifyBy =
  (tables: Tables, users: readonly User[]): Identify =>
  (authorization) => {
    if (authorization === undefined) return NOBODY;
    const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
    if (encoded === undefined) return 'wrong';
    const [, login = '', password = ''] =
      /^([^:]*):(.*)$/su.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
    const user = findUser(users, login, password);
    return user === undefined ? 'wrong' : callerOf(tables, user);
  };
