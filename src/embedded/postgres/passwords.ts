import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { PostgresError } from './errors.js';

/** The superuser; used by this folder only, never handed out. */
export const ADMIN = 'postgres_admin';
/** Owns the database and its schema; runs migrations. */
export const OWNER = 'aidesign_owner';
/** What the application connects as: owns nothing, bypasses nothing. */
export const APP = 'aidesign_app';

export type RoleName = typeof ADMIN | typeof OWNER | typeof APP;
export type Passwords = Readonly<Record<RoleName, string>>;

const fileFor = (dataDir: string): string => `${dataDir}.pw`;

export const newPasswords = (): Passwords => {
  const draw = () => randomBytes(24).toString('hex');
  return { [ADMIN]: draw(), [OWNER]: draw(), [APP]: draw() };
};

/** Writes `<dataDir>.pw` (0600), whole or not at all. */
export const savePasswords = async (dataDir: string, passwords: Passwords): Promise<void> => {
  const draft = `${fileFor(dataDir)}.draft`;
  const file = await open(draft, 'w', 0o600);
  try {
    await file.chmod(0o600);
    await file.writeFile(`${JSON.stringify(passwords)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, fileFor(dataDir));
};

/**
 * The passwords in `<dataDir>.pw`; undefined when the file is not there. Throws PostgresError when it is
 * damaged.
 */
export const loadPasswords = async (dataDir: string): Promise<Passwords | undefined> => {
  if (!existsSync(fileFor(dataDir))) return undefined;
  const text = await readFile(fileFor(dataDir), 'utf8');
  const damaged = new PostgresError(
    `Postgres: ${fileFor(dataDir)} is damaged: remove it, and new passwords are set at the next start`,
  );
  const found: Partial<Passwords> = parse(text, damaged);
  const { [ADMIN]: admin, [OWNER]: owner, [APP]: app } = found;
  if (!admin || !owner || !app) throw damaged;
  return { [ADMIN]: admin, [OWNER]: owner, [APP]: app };
};

const parse = (text: string, damaged: PostgresError): Partial<Passwords> => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    throw damaged;
  }
};
