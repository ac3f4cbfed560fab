// A data folder for reading only, as it was at one moment, while another process may write to it. A snapshot keeps
// the pages it sees from being used again: the writer's file grows while it is held.
// Fails with FolderError: no store there, of a newer format, or being scavenged.

import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, Key, Transaction } from 'lmdb';
import { refuseWhileCompacting } from '../store/compacting.js';
import { refuseSecondOpen } from '../store/owner.js';
import { FORMAT_VERSION, FolderError, openTables, type Tables } from '../store/tables.js';
import { breathe } from './progress.js';

export interface Snapshot {
  readonly tables: Tables;
  readonly format: number;
  /** One entry as it was. */
  get<V, K extends Key>(table: Database<V, K>, key: K): V | undefined;
  /** All entries as they were, in the order of their keys, some at a time. */
  chunks<V, K extends Key>(table: Database<V, K>): AsyncGenerator<readonly { key: K; value: V }[]>;
  /** About how many entries there are. */
  count<V, K extends Key>(table: Database<V, K>): number;
  close(): Promise<void>;
}

const CHUNK = 1_000;

const formatOf = (tables: Tables): number => {
  const format = tables.meta.get('format');
  if (typeof format !== 'number')
    throw new FolderError('unusable', 'data folder has no format: it is no store');
  if (format <= FORMAT_VERSION) return format;
  throw new FolderError(
    'unusable',
    `data folder has format ${String(format)}, this version reads up to ${String(FORMAT_VERSION)}`,
  );
};

async function* chunksOf<V, K extends Key>(
  table: Database<V, K>,
  transaction: Transaction,
): AsyncGenerator<readonly { key: K; value: V }[]> {
  let after: { start: K; exclusiveStart: true } | undefined;
  for (;;) {
    const chunk = [...table.getRange({ ...after, limit: CHUNK, transaction })] as { key: K; value: V }[];
    const last = chunk.at(-1);
    if (last === undefined) return;
    yield chunk;
    after = { start: last.key, exclusiveStart: true };
    await breathe();
  }
}

/** Of now, not of the snapshot: for showing how far something is. */
const countOf = <V, K extends Key>(table: Database<V, K>): number => {
  const { entryCount } = table.getStats() as { entryCount?: number };
  return entryCount ?? 0;
};

/** The real path of a folder with a store in it. */
export const existingFolder = (dataDir: string): string => {
  if (!existsSync(join(dataDir, 'data.mdb')))
    throw new FolderError('unusable', `there is no event store in ${dataDir}`);
  return realpathSync(dataDir);
};

/** Opens a folder as it is now. */
export const openSnapshot = async (dataDir: string): Promise<Snapshot> => {
  const folder = existingFolder(dataDir);
  refuseSecondOpen(folder);
  refuseWhileCompacting(folder);
  const tables = openTables(folder, true, true);
  try {
    const transaction = tables.root.useReadTransaction();
    return {
      tables,
      format: formatOf(tables),
      get: (table, key) => table.get(key, { transaction }),
      chunks: (table) => chunksOf(table, transaction),
      count: countOf,
      close: async () => {
        transaction.done();
        await tables.root.close();
      },
    };
  } catch (error) {
    await tables.root.close();
    throw error;
  }
};
