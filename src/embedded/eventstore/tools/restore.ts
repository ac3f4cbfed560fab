// Makes a data folder from a backup. Promises: the folder appears whole, verified and on disk, or not at all;
// one that holds anything, or is in use, is left alone. The backup is not changed.

import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FolderError } from '../store/tables.js';
import { MANIFEST, requireGood } from './backup.js';
import { clearUnfinished, refuseNonEmpty, syncPath } from './files.js';
import { unwatched, type OnProgress } from './progress.js';
import { existingFolder } from './snapshot.js';
import { verify, type VerifyReport } from './verify/verify.js';

export interface RestoreOptions {
  readonly from: string;
  readonly dataDir: string;
  readonly onProgress?: OnProgress;
}

export interface RestoreReport {
  readonly folder: string;
  readonly bytes: number;
  readonly verified: VerifyReport;
}

/** The last position the backup was made with; undefined for a folder that was copied by hand. */
const promisedPosition = (backup: string): number | undefined => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(backup, MANIFEST), 'utf8'));
    const isOurs = typeof manifest === 'object' && manifest !== null && 'lastPosition' in manifest;
    return isOurs && typeof manifest.lastPosition === 'number' ? manifest.lastPosition : undefined;
  } catch {
    // No manifest: verified by its content alone.
    return undefined;
  }
};

const copy = async (from: string, to: string, onProgress: OnProgress): Promise<number> => {
  const total = statSync(from).size;
  let done = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      onProgress({ step: 'copy', done, total, unit: 'bytes' });
      next(null, chunk);
    },
  });
  await pipeline(createReadStream(from, { highWaterMark: 1024 * 1024 }), count, createWriteStream(to));
  syncPath(to);
  return done;
};

const fill = async (
  from: string,
  unfinished: string,
  onProgress: OnProgress,
): Promise<Omit<RestoreReport, 'folder'>> => {
  mkdirSync(unfinished, { recursive: true });
  const bytes = await copy(join(from, 'data.mdb'), join(unfinished, 'data.mdb'), onProgress);
  const verified = await verify(unfinished, onProgress);
  requireGood('the backup', verified);
  const promised = promisedPosition(from);
  if (promised !== undefined && promised !== verified.lastPosition)
    throw new FolderError(
      'unusable',
      `the backup ends at position ${String(verified.lastPosition)}, it was made at ${String(promised)}`,
    );
  return { bytes, verified };
};

/** Makes the folder. */
export const restore = async (options: RestoreOptions): Promise<RestoreReport> => {
  const from = existingFolder(options.from);
  const target = resolve(options.dataDir);
  const unfinished = `${target}.tmp`;
  refuseNonEmpty(target);
  clearUnfinished(unfinished);
  mkdirSync(dirname(target), { recursive: true });
  try {
    const report = await fill(from, unfinished, options.onProgress ?? unwatched);
    rmSync(join(unfinished, 'lock.mdb'), { force: true });
    syncPath(unfinished);
    renameSync(unfinished, target);
    syncPath(dirname(target));
    return { folder: target, ...report };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
};
