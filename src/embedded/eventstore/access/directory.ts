// The users of a store: made, changed and deleted one after another; what was answered is durable. Passwords are
// kept as hashes, and the streams they are in can be read by administrators alone. Fails with UserError.

import type { Outcome } from '../store/failure.js';
import { viewStream } from '../store/lookup.js';
import type { Store } from '../store/store.js';
import { metastreamOf } from '../store/stream-metadata.js';
import type { AppendOperation } from '../store/writer.js';
import { deleteSoftly, systemEvent } from '../persistent/system-write.js';
import { ANY, NO_STREAM } from '../wire/expected.js';
import { ADMINS } from './acl.js';
import { hashPassword, isPassword } from './password.js';
import { findUser, listUsers, userStream, type StoredUser, type UserDocument } from './stored-user.js';
import { UserError } from './user-error.js';
import type { User } from './users.js';

/** A user as it is asked for. */
export interface NewUser extends User {
  readonly fullName: string;
}

export interface Directory {
  find(login: string): StoredUser | undefined;
  /** By login. */
  list(): readonly StoredUser[];
  create(user: NewUser): Promise<void>;
  update(user: Omit<NewUser, 'password'>): Promise<void>;
  delete(login: string): Promise<void>;
  setDisabled(login: string, disabled: boolean): Promise<void>;
  /** Fails with `wrong-password` unless `current` is the password. */
  changePassword(login: string, passwords: { current: string; wanted: string }): Promise<void>;
  resetPassword(login: string, password: string): Promise<void>;
  /** Takes over what the users file says anew: logins the store has not, entries that were changed in the file. */
  adopt(users: readonly User[]): Promise<void>;
  /** Resolves when the changes asked for so far are done. */
  idle(): Promise<void>;
}

/** A colon would end the name in a header; `$` begins names of roles. */
const LOGIN = /^(?!\$)[^:\p{Cc}]{1,200}$/u;

const checkLogin = (login: string): void => {
  if (!LOGIN.test(login)) throw new UserError('malformed', login, 'The login name cannot be one');
};

const hashOf = (login: string, password: string): Promise<string> => {
  if (password === '') throw new UserError('malformed', login, 'The password is empty');
  return hashPassword(password);
};

const appendTo = ({ writer }: Store, operation: AppendOperation): Promise<Outcome> =>
  new Promise((resolve) => {
    writer.append(operation, resolve);
  });

const requireWritten = (outcome: Outcome, login: string): void => {
  if (outcome.kind === 'written') return;
  const isConflict = outcome.kind === 'wrong-version';
  throw new UserError(
    isConflict ? 'conflict' : 'not-stored',
    login,
    `The user was not stored: ${outcome.kind}`,
  );
};

const ACL = { $r: ADMINS, $w: ADMINS, $d: ADMINS, $mr: ADMINS, $mw: ADMINS };

/**
 * The first event of a user, and with it, in one turn and so in one commit, who may read the stream. What somebody else
 * wrote there is no user, and does not stand in the way.
 */
const writeNew = async (store: Store, said: UserDocument): Promise<void> => {
  const stream = userStream(said.loginName);
  const before = viewStream(store.tables, stream);
  const metadata = { ...(before === undefined ? {} : { $tb: before.last + 1 }), $acl: ACL };
  const isEmpty = before === undefined || before.metadata.deleted;
  const created = appendTo(store, {
    ...{ stream, expected: isEmpty ? NO_STREAM : before.last },
    events: [systemEvent('$UserCreated', JSON.stringify(said))],
  });
  const guarded = appendTo(store, {
    ...{ stream: metastreamOf(stream), expected: ANY },
    events: [systemEvent('$metadata', JSON.stringify(metadata))],
  });
  requireWritten(await created, said.loginName);
  requireWritten(await guarded, said.loginName);
};

const writeChange = async (store: Store, user: StoredUser, changes: Partial<UserDocument>): Promise<void> => {
  const said = { ...user.said, ...changes };
  const events = [systemEvent('$UserUpdated', JSON.stringify(said))];
  const outcome = await appendTo(store, { stream: userStream(user.login), expected: user.revision, events });
  requireWritten(outcome, user.login);
};

const mustFind = ({ tables }: Store, login: string): StoredUser => {
  const found = findUser(tables, login);
  if (found === undefined) throw new UserError('not-found', login);
  return found;
};

const create = async (store: Store, user: NewUser, fromFile: boolean): Promise<void> => {
  const { login, fullName, password } = user;
  const groups = [...user.groups];
  checkLogin(login);
  if (findUser(store.tables, login) !== undefined) throw new UserError('conflict', login);
  const hash = await hashOf(login, password);
  const said = { loginName: login, fullName, groups, disabled: false, hash };
  await writeNew(store, fromFile ? { ...said, fromFile: { hash, groups } } : said);
};

const isTakenOver = async ({ said: { fromFile } }: StoredUser, user: User): Promise<boolean> =>
  fromFile?.groups.join('\n') === user.groups.join('\n') && (await isPassword(fromFile.hash, user.password));

const adopt = async (store: Store, user: User): Promise<void> => {
  const known = findUser(store.tables, user.login);
  if (known === undefined) {
    await create(store, { ...user, fullName: '' }, true);
    return;
  }
  if (await isTakenOver(known, user)) return;
  const [hash, groups] = [await hashOf(user.login, user.password), [...user.groups]];
  await writeChange(store, known, { hash, groups, disabled: false, fromFile: { hash, groups } });
};

const changePassword = async (
  store: Store,
  login: string,
  { current, wanted }: { current: string; wanted: string },
): Promise<void> => {
  const user = mustFind(store, login);
  if (!(await isPassword(user.said.hash, current))) throw new UserError('wrong-password', login);
  await writeChange(store, user, { hash: await hashOf(login, wanted) });
};

/** Finds users without reading them again while nothing is written to their streams: every append asks. */
const rememberUsers = ({ tables, signal }: Store): Directory['find'] => {
  const known = new Map<string, StoredUser>();
  return (login) => {
    const remembered = known.get(login);
    if (remembered !== undefined) return remembered;
    const found = findUser(tables, login);
    if (found === undefined) return undefined;
    known.set(login, found);
    const forget = (): void => {
      for (const stop of stops) stop();
      known.delete(login);
    };
    const stream = userStream(login);
    const stops = [stream, metastreamOf(stream)].map((one) => signal.wait(one, forget));
    return found;
  };
};

/** The users of a store. */
export const directory = (store: Store): Directory => {
  let last: Promise<unknown> = Promise.resolve();
  const change = (action: () => Promise<void>): Promise<void> => {
    const result = last.then(action);
    last = result.catch(() => {
      // Told to whoever asked for that change; the next one is none the worse for it.
    });
    return result;
  };
  const changeUser = (login: string, changes: () => Promise<Partial<UserDocument>>): Promise<void> =>
    change(async () => {
      const user = mustFind(store, login);
      await writeChange(store, user, await changes());
    });
  return {
    find: rememberUsers(store),
    list: () => listUsers(store.tables),
    create: (user) => change(() => create(store, user, false)),
    update: ({ login, fullName, groups }) =>
      changeUser(login, () => Promise.resolve({ fullName, groups: [...groups] })),
    delete: (login) =>
      change(async () => {
        mustFind(store, login);
        await deleteSoftly(store, userStream(login));
      }),
    setDisabled: (login, disabled) => changeUser(login, () => Promise.resolve({ disabled })),
    changePassword: (login, passwords) => change(() => changePassword(store, login, passwords)),
    resetPassword: (login, password) =>
      changeUser(login, async () => ({ hash: await hashOf(login, password) })),
    adopt: (users) =>
      change(async () => {
        for (const user of users) await adopt(store, user);
      }),
    idle: async () => {
      await last;
    },
  };
};
