// A user as the store keeps it: a stream `$user-<login>` of its own, whose last event says everything. An event that
// says nothing readable (somebody else wrote to the stream) is no user.

import { z } from 'zod';
import { recordOf, viewStream } from '../store/lookup.js';
import { streamKey, type Tables } from '../store/tables.js';
import { recordCreatedMs, recordData } from '../wire/peek-record.js';
import { isPasswordHash } from './password.js';

const PREFIX = '$user-';

export const userStream = (login: string): string => PREFIX + login;

const kept = z.string().refine(isPasswordHash);

const document = z.object({
  loginName: z.string().min(1),
  fullName: z.string(),
  groups: z.array(z.string()),
  disabled: z.boolean(),
  hash: kept,
  /** What the users file said when it was last taken over. */
  fromFile: z.object({ hash: kept, groups: z.array(z.string()) }).optional(),
});

/** What an event of a user's stream says. */
export type UserDocument = Readonly<z.infer<typeof document>>;

export interface StoredUser {
  readonly login: string;
  readonly said: UserDocument;
  /** Revision of the event that said it. */
  readonly revision: number;
  /** When it was said, in milliseconds since 1970. */
  readonly updatedMs: number;
}

const parse = (record: Buffer): UserDocument | undefined => {
  try {
    return document.safeParse(JSON.parse(recordData(record).toString('utf8'))).data;
  } catch {
    // Not JSON: nobody can be this user until somebody updates it.
    return undefined;
  }
};

/** The user with this login, if there is one. */
export const findUser = (tables: Tables, login: string): StoredUser | undefined => {
  const view = viewStream(tables, userStream(login));
  if (view === undefined || view.tombstoned || view.metadata.deleted) return undefined;
  const record = recordOf(tables, view.id, view.last);
  const said = record === undefined ? undefined : parse(record);
  if (record === undefined || said?.loginName !== login) return undefined;
  return { login, said, revision: view.last, updatedMs: recordCreatedMs(record) };
};

/** All users, by login. */
export const listUsers = (tables: Tables): readonly StoredUser[] => {
  const start = streamKey(PREFIX);
  const end = streamKey(`${PREFIX.slice(0, -1)}.`);
  const found: StoredUser[] = [];
  for (const key of tables.streams.getKeys({ start, end })) {
    const user = findUser(tables, key.subarray(1 + PREFIX.length).toString('utf8'));
    if (user !== undefined) found.push(user);
  }
  return found;
};
