// Has LMDB copy a snapshot of a folder into another one, on disk when it resolves, owned by nobody.

import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openTables, type Tables } from '../store/tables.js';
import { syncPath } from './files.js';
import type { OnProgress } from './progress.js';

const LOOK_EVERY_MS = 200;

const bytesOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** The copy says it is in use by the process whose store it is of. */
const disown = async (folder: string): Promise<void> => {
  const tables = openTables(folder, true);
  tables.meta.removeSync('owner');
  await tables.root.close();
  rmSync(join(folder, 'lock.mdb'), { force: true });
};

export interface FileCopy {
  readonly tables: Tables;
  readonly from: string;
  /** Must not exist; removed again when the copy fails. */
  readonly to: string;
  /** Leaves out pages that are free: smaller, and slower to make. */
  readonly compact: boolean;
  readonly onProgress: OnProgress;
}

/** Makes the copy; answers its size in bytes. */
export const copyDataFile = async ({ tables, from, to, compact, onProgress }: FileCopy): Promise<number> => {
  mkdirSync(to, { recursive: true });
  const [source, target] = [join(from, 'data.mdb'), join(to, 'data.mdb')];
  const look = (): void => {
    const total = compact ? undefined : bytesOf(source);
    onProgress({ step: 'copy', done: bytesOf(target), total, unit: 'bytes' });
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  try {
    await tables.root.backup(to, compact);
    await disown(to);
    syncPath(target);
    look();
    return bytesOf(target);
  } catch (error) {
    rmSync(to, { recursive: true, force: true });
    throw error;
  } finally {
    clearInterval(timer);
  }
};
