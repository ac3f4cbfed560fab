// A copy of a store, also of a running one, in a folder of its own. Promises: the folder appears whole and on disk,
// or not at all; it holds everything that was acknowledged before the copy began. Fails with FolderError, or
// with the error of the file system.

import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { lastPosition } from '../store/lookup.js';
import { FolderError } from '../store/tables.js';
import { copyDataFile } from './copy-file.js';
import { clearUnfinished, refuseNonEmpty, syncPath } from './files.js';
import { unwatched, type OnProgress } from './progress.js';
import { existingFolder, openSnapshot } from './snapshot.js';
import { verify, type VerifyReport } from './verify/verify.js';

export interface BackupOptions {
  readonly dataDir: string;
  readonly to: string;
  readonly compact: boolean;
  readonly verify: boolean;
  readonly onProgress?: OnProgress;
}

export interface BackupReport {
  readonly folder: string;
  readonly bytes: number;
  readonly lastPosition: number;
  /** What a look at the copy found; undefined when none was wanted. */
  readonly verified: VerifyReport | undefined;
}

/** The file beside the data that says what the copy holds. */
export const MANIFEST = 'backup.json';

/** Throws FolderError unless the report is good. */
export const requireGood = (what: string, { ok, findingCount, findings: [first] }: VerifyReport): void => {
  if (ok) return;
  const example = first === undefined ? '' : `, the first: ${first.where}: ${first.message}`;
  throw new FolderError('unusable', `${what} has ${String(findingCount)} findings${example}`);
};

const copyInto = async (unfinished: string, from: string, options: BackupOptions) => {
  const { compact, onProgress = unwatched } = options;
  const snapshot = await openSnapshot(from);
  try {
    const { tables } = snapshot;
    const bytes = await copyDataFile({ tables, from, to: unfinished, compact, onProgress });
    return { bytes, format: snapshot.format };
  } finally {
    await snapshot.close();
  }
};

const readLastPosition = async (folder: string): Promise<number> => {
  const snapshot = await openSnapshot(folder);
  try {
    return lastPosition(snapshot.tables);
  } finally {
    await snapshot.close();
  }
};

const finish = (unfinished: string, target: string, manifest: object): void => {
  writeFileSync(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
  syncPath(join(unfinished, MANIFEST));
  rmSync(join(unfinished, 'lock.mdb'), { force: true });
  syncPath(unfinished);
  renameSync(unfinished, target);
  syncPath(dirname(target));
};

/** Makes the copy. */
export const backup = async (options: BackupOptions): Promise<BackupReport> => {
  const from = existingFolder(options.dataDir);
  const target = resolve(options.to);
  const unfinished = `${target}.tmp`;
  refuseNonEmpty(target);
  clearUnfinished(unfinished);
  mkdirSync(dirname(target), { recursive: true });
  try {
    const { bytes, format } = await copyInto(unfinished, from, options);
    const verified = options.verify ? await verify(unfinished, options.onProgress) : undefined;
    if (verified !== undefined) requireGood('the copy', verified);
    const last = await readLastPosition(unfinished);
    finish(unfinished, target, { format, lastPosition: last, bytes, madeAt: new Date().toISOString() });
    return { folder: target, bytes, lastPosition: last, verified };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
};
