// Who may call with which credentials. A password costs some 50 ms to check, so a right one is remembered as long as
// the user's is the same; wrong ones are looked at one after another, beside the event loop, and when too many
// wait, further ones are wrong unseen. Promises: disabled and deleted users are out at once.

import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Tables } from '../store/tables.js';
import { NOBODY, identifyAnyone, userCaller, type Identify } from './caller.js';
import type { Directory } from './directory.js';
import { isPassword } from './password.js';

/** How a server tells its callers. */
export interface Access {
  /** Looks at credentials that were not seen before: to be awaited before `identify`. */
  check(authorization: string | undefined): Promise<void>;
  readonly identify: Identify;
  /** Absent when everyone may do everything. */
  readonly users?: Directory;
}

/** A server without authentication. */
export const openAccess: Access = { check: () => Promise.resolve(), identify: identifyAnyone };

interface Given {
  readonly login: string;
  readonly password: string;
}

interface Proven {
  readonly hash: string;
  readonly mac: Buffer;
}

const MOST_WAITING = 100;
/** Of no password: unknown users take as long as wrong passwords. */
const NOBODYS = `scrypt$16384$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const givenIn = (authorization: string): Given | undefined => {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString();
  const [, login = '', password = ''] = /^([^:]*):(.*)$/su.exec(text) ?? [];
  return { login, password };
};

/** The passwords that were right, in a form that is of no use to anyone else. */
const provenPasswords = (users: Directory) => {
  const key = randomBytes(32);
  const byLogin = new Map<string, Proven>();
  const macOf = (password: string): Buffer => createHmac('sha256', key).update(password).digest();
  const hashOf = (login: string): string | undefined => {
    const said = users.find(login)?.said;
    return said === undefined || said.disabled ? undefined : said.hash;
  };
  return {
    has: ({ login, password }: Given): boolean => {
      const known = byLogin.get(login);
      return (
        known !== undefined && known.hash === hashOf(login) && timingSafeEqual(known.mac, macOf(password))
      );
    },
    prove: async ({ login, password }: Given): Promise<void> => {
      const hash = hashOf(login);
      const isRight = await isPassword(hash ?? NOBODYS, password);
      if (hash !== undefined && isRight) byLogin.set(login, { hash, mac: macOf(password) });
    },
  };
};

/** A server whose callers are the users of a directory; so many may wait until their password is looked at. */
export const userAccess = (tables: Tables, users: Directory, mostWaiting = MOST_WAITING): Access => {
  const proven = provenPasswords(users);
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const check = async (authorization: string | undefined): Promise<void> => {
    const given = authorization === undefined ? undefined : givenIn(authorization);
    if (given === undefined || proven.has(given) || waiting >= mostWaiting) return;
    waiting++;
    const turn = last.then(() => (proven.has(given) ? undefined : proven.prove(given)));
    last = turn.then(
      () => undefined,
      () => undefined,
    );
    await turn.finally(() => waiting--);
  };
  const identify: Identify = (authorization) => {
    if (authorization === undefined) return NOBODY;
    const given = givenIn(authorization);
    return given !== undefined && proven.has(given) ? userCaller(tables, users, given.login) : 'wrong';
  };
  return { check, identify, users };
};
