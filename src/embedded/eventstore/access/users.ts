// The first users of a server: a file only its owner can read; directory.ts takes over what it says. Promises: a file
// others can read is refused, and a missing one is made with the users `admin` and `ops` and passwords nobody
// else knows. Fails with FolderError.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { FolderError } from '../store/tables.js';
import { ADMINS, OPERATORS } from './acl.js';

export interface User {
  readonly login: string;
  readonly password: string;
  readonly groups: readonly string[];
}

const file = z.object({
  users: z.array(
    z.object({ login: z.string().min(1), password: z.string().min(1), groups: z.array(z.string()) }),
  ),
});

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

const newUsers = (): z.infer<typeof file> => ({
  users: [
    { login: 'admin', password: randomBytes(18).toString('base64url'), groups: [ADMINS] },
    { login: 'ops', password: randomBytes(18).toString('base64url'), groups: [OPERATORS] },
  ],
});

const refuse = (path: string, why: string): FolderError =>
  new FolderError('unusable', `users cannot be read from ${path}: ${why}`);

const parse = (path: string): readonly User[] => {
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).users;
  } catch (error) {
    // The parser's own message may quote the file, and with it a password.
    const why =
      error instanceof z.ZodError || error instanceof SyntaxError ? 'it is no list of users' : String(error);
    throw refuse(path, why);
  }
};

/** Reads the users; makes the file when it is not there. */
export const loadUsers = (path: string): readonly User[] => {
  if (!existsSync(path)) {
    writeFileSync(path, `${JSON.stringify(newUsers(), null, 2)}\n`, { mode: OWNER_ONLY, flag: 'wx' });
  }
  if ((statSync(path).mode & OTHERS) !== 0) throw refuse(path, 'others can read it (mode 600 is needed)');
  return parse(path);
};
