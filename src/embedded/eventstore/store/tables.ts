// The LMDB tables of one data folder.
//   meta:    format version, owner, where scavenged streams begin
//   streams: name (hashed when too long for a key) -> stream id, 6 bytes
//   index:   [stream id, revision] -> position, 8 bytes
//   log:     position -> record (see wire/recorded-event.ts) and its checksum (see checksum.ts)
// Commits are synced before they become visible (overlappingSync off), so what a reader sees is durable.

import { createHash } from 'node:crypto';
import { open, type Database, type RootDatabase } from 'lmdb';

/** Raised with every change of the stored layout that older code cannot read. */
export const FORMAT_VERSION = 2;

export interface Tables {
  readonly root: RootDatabase;
  readonly meta: Database<unknown, string>;
  readonly streams: Database<Buffer, Buffer>;
  readonly index: Database<Buffer, [number, number]>;
  readonly log: Database<Buffer, number>;
}

/** The folder cannot be used; the message says why in one line. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
  readonly reason: 'locked' | 'unusable';

  constructor(reason: 'locked' | 'unusable', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** LMDB keys are limited to 1978 bytes; longer names are found by their hash. */
const MAX_NAME_KEY = 1900;

/** The key of a stream's name. */
export const streamKey = (name: string): Buffer => {
  const bytes = Buffer.from(name);
  return bytes.length <= MAX_NAME_KEY
    ? Buffer.concat([Buffer.from([0]), bytes])
    : Buffer.concat([Buffer.from([1]), createHash('sha256').update(bytes).digest()]);
};

/** Opens the tables of a folder that exists. `sync: false` leaves flushing to the operating system. */
export const openTables = (dataDir: string, sync: boolean, readOnly = false): Tables => {
  const root = open({
    path: dataDir,
    noSubdir: false,
    overlappingSync: false,
    noSync: !sync,
    readOnly,
    // Reserved address space, not disk: growing the map later would move it under open readers.
    mapSize: 2 ** 38,
    maxDbs: 16,
    // Batches are ours to form; the library's own would leave a rejected promise behind when a commit fails.
    eventTurnBatching: false,
    encoding: 'json',
  });
  return {
    root,
    meta: root.openDB<unknown, string>({ name: 'meta', encoding: 'json' }),
    streams: root.openDB<Buffer, Buffer>({ name: 'streams', encoding: 'binary', keyEncoding: 'binary' }),
    index: root.openDB<Buffer, [number, number]>({ name: 'index', encoding: 'binary' }),
    log: root.openDB<Buffer, number>({ name: 'log', encoding: 'binary' }),
  };
};

/**
 * Refuses data written by a newer version; marks a fresh folder, and an older one: what is there stays as it is,
 * but an older version could not read what will be added. Call only as the folder's owner.
 */
export const checkFormat = (tables: Tables): void => {
  const stored = tables.meta.get('format');
  if (stored === undefined) {
    tables.meta.putSync('format', FORMAT_VERSION);
    return;
  }
  if (typeof stored !== 'number' || stored > FORMAT_VERSION) {
    throw new FolderError(
      'unusable',
      `data folder has format ${JSON.stringify(stored)}, this version reads up to ${String(FORMAT_VERSION)}`,
    );
  }
  if (stored < FORMAT_VERSION) tables.meta.putSync('format', FORMAT_VERSION);
};
