import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FolderInUseError } from './errors.js';
import { isAlive, startMark } from './process-info.js';

export type FolderLock = Readonly<{ release: () => Promise<void> }>;

type Holder = Readonly<{ pid: number; mark: string }>;

const isHolder = (value: unknown): value is Holder =>
  typeof value === 'object' &&
  value !== null &&
  'pid' in value &&
  typeof value.pid === 'number' &&
  'mark' in value;

/** A lock that a power cut left half-written is nobody's. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * A pid alone does not tell: after a restart of the machine or container another process may have the number.
 */
const liveHolder = (text: string): number | undefined => {
  const value = parse(text);
  return isHolder(value) && isAlive(value.pid) && startMark(value.pid) === value.mark ? value.pid : undefined;
};

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/**
 * Links `draft` to `file`, which is atomic and never shows a half-written lock; false when there is one
 * already.
 */
const claim = async (draft: string, file: string): Promise<boolean> => {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
};

/** Moves a dead process's lock out of the way; if a live one slipped in between, it is put back. */
const clear = async (file: string, dead: string): Promise<void> => {
  const aside = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== dead) await claim(aside, file);
  await rm(aside, { force: true });
};

const claimOrRefuse = async (draft: string, folder: string): Promise<void> => {
  const file = `${folder}.lock`;
  while (!(await claim(draft, file))) {
    const text = await readFile(file, 'utf8').catch(() => '');
    const holder = liveHolder(text);
    if (holder !== undefined) throw new FolderInUseError(folder, holder);
    await clear(file, text);
  }
};

/**
 * Makes this process the only one that uses a folder (`<folder>.lock`). The lock of a dead process is taken
 * over. Throws FolderInUseError while another live process, or this one, holds it.
 */
export const lockFolder = async (folder: string): Promise<FolderLock> => {
  const file = `${folder}.lock`;
  const nonce = randomBytes(4).toString('hex');
  const draft = `${file}.${nonce}`;
  const text = JSON.stringify({ pid: process.pid, mark: startMark(process.pid), nonce });
  try {
    await mkdir(dirname(folder), { recursive: true });
    await writeFile(draft, text, { mode: 0o600 });
    await claimOrRefuse(draft, folder);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    release: async () => {
      // Never the lock of somebody who took over.
      const found = await readFile(file, 'utf8').catch(() => '');
      if (found === text) await rm(file, { force: true });
    },
  };
};
