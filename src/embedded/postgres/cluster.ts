// Makes sure there is a cluster with known passwords in the data directory.
// Promises: a cluster appears whole or not at all, however the process dies on the way; nothing depends on
// the locale, ICU or time zone of the machine. Does not: upgrade a cluster of another major version (it
// refuses). Fails with PostgresError.
import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PostgresError, failure } from './errors.js';
import { giveTo, type Home } from './home.js';
import { ADMIN, loadPasswords, newPasswords, savePasswords, type Passwords } from './passwords.js';
import { run } from './run.js';

const INIT_TIMEOUT_MS = 120_000;

// The built-in provider with C.UTF-8: full Unicode case rules, code point order, the same on every machine.
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/** Removes what an initdb that was killed has left beside the data directory. */
const removeDrafts = async (dataDir: string): Promise<void> => {
  const folder = dirname(dataDir);
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(`${basename(dataDir)}.init-`));
  for (const name of drafts) await rm(join(folder, name), { recursive: true, force: true });
};

const initdb = async (home: Home, draft: string, options: { password: string; durable: boolean }) => {
  const passwordFile = `${draft}.pwfile`;
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  for (const path of [draft, passwordFile]) await giveTo(home.launcher, path);
  const files = ['-D', draft, `--pwfile=${passwordFile}`];
  const access = ['-U', ADMIN, '--auth=scram-sha-256', '--no-instructions'];
  const argv = [
    home.binaries.initdb,
    ...files,
    ...access,
    ...LOCALE,
    ...(options.durable ? [] : ['--no-sync']),
  ];
  const result = await run({ launcher: home.launcher, argv, timeoutMs: INIT_TIMEOUT_MS });
  await rm(passwordFile, { force: true });
  if (result.code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw failure(
      'could not create the database files',
      result.output.filter((line) => !/^initdb: removing/.test(line)),
    );
  }
};

/** A link left over from a directory that is gone would stand in the way of the new one. */
const removeDeadLink = async (path: string): Promise<void> => {
  const entry = await lstat(path).catch(() => undefined);
  if (entry?.isSymbolicLink() === true) await rm(path);
};

const create = async (home: Home, wanted: string, durable: boolean): Promise<Passwords> => {
  const passwords = newPasswords();
  const draft = `${home.dataDir}.init-${randomBytes(4).toString('hex')}`;
  // initdb writes PG_VERSION long before it is done: only the rename tells a whole cluster from a part of
  // one.
  await initdb(home, draft, { password: passwords[ADMIN], durable });
  await savePasswords(wanted, passwords);
  await removeDeadLink(wanted);
  await rename(draft, home.dataDir);
  if (home.dataDir !== wanted) await symlink(home.dataDir, wanted);
  return passwords;
};

/** The password file is lost: new passwords are set without a server, as only the owner of the files can. */
const resetPasswords = async (home: Home, wanted: string): Promise<Passwords> => {
  const passwords = newPasswords();
  const statements = Object.entries(passwords).map(
    ([role, word]) => `ALTER ROLE ${role} PASSWORD '${word}';\n`,
  );
  const argv = [home.binaries.postgres, '--single', '-D', home.dataDir, 'postgres'];
  const { launcher } = home;
  const result = await run({ launcher, argv, input: statements.join(''), timeoutMs: INIT_TIMEOUT_MS });
  if (result.code !== 0) throw failure('could not set new passwords', result.output);
  await savePasswords(wanted, passwords);
  return passwords;
};

const checkVersion = async ({ dataDir, major }: Home): Promise<void> => {
  const found = Number(await readFile(join(dataDir, 'PG_VERSION'), 'utf8'));
  if (found === major) return;
  throw new PostgresError(
    `Postgres: ${dataDir} was written by Postgres ${found}, this is Postgres ${major}: ` +
      'move the directory away (the read models are rebuilt from the log), or upgrade it with pg_upgrade',
  );
};

/**
 * Creates the cluster if there is none. `wanted` is the directory the caller named. No server may run on it.
 */
export const ensureCluster = async (home: Home, wanted: string, durable: boolean): Promise<Passwords> => {
  await removeDrafts(home.dataDir);
  if (!home.exists) return create(home, wanted, durable);
  await checkVersion(home);
  return (await loadPasswords(wanted)) ?? resetPasswords(home, wanted);
};
