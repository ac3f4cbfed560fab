// Reads of single facts from the tables: what is committed, which is also what is durable.

import { recordJsonData } from '../wire/peek-record.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';
import {
  METASTREAM_METADATA,
  isMetastream,
  metastreamOf,
  originalOf,
  parseStreamMetadata,
  type StreamMetadata,
} from './stream-metadata.js';
import { recordIn } from './checksum.js';
import { streamKey, type Tables } from './tables.js';

/** A stream's id, or undefined when nothing was ever written to it. */
const findStreamId = (tables: Tables, name: string): number | undefined =>
  tables.streams.getBinaryFast(streamKey(name))?.readUIntBE(0, 6);

/** Positions are stored as doubles: exact up to 2^53. */
export const readIndexValue = (value: Buffer): number => value.readDoubleBE(0);

/** A stream's last revision: -1 when empty, TOMBSTONE_REVISION when deleted for ever. */
const lastRevision = (tables: Tables, id: number): number => {
  for (const key of tables.index.getKeys({
    start: [id, TOMBSTONE_REVISION],
    end: [id, -1],
    reverse: true,
    limit: 1,
  })) {
    return key[1];
  }
  return -1;
};

/** The position of one event, or undefined. */
export const positionOf = (tables: Tables, id: number, revision: number): number | undefined => {
  const value = tables.index.getBinaryFast([id, revision]);
  return value === undefined ? undefined : readIndexValue(value);
};

/** The record at a position, or undefined. */
export const recordAt = (tables: Tables, position: number): Buffer | undefined => {
  const stored = tables.log.getBinary(position);
  return stored === undefined ? undefined : recordIn(stored);
};

/** One record, or undefined. */
export const recordOf = (tables: Tables, id: number, revision: number): Buffer | undefined => {
  const position = positionOf(tables, id, revision);
  return position === undefined ? undefined : recordAt(tables, position);
};

/** A stream's metadata as committed. */
export const loadMetadata = (tables: Tables, name: string): StreamMetadata => {
  if (isMetastream(name)) return METASTREAM_METADATA;
  const id = findStreamId(tables, metastreamOf(name));
  if (id === undefined) return parseStreamMetadata(undefined);
  const record = recordOf(tables, id, lastRevision(tables, id));
  return parseStreamMetadata(record === undefined ? undefined : recordJsonData(record));
};

/** What a reader needs to know of a stream. `last` = -1 when it has no events. */
export interface StreamView {
  readonly id: number;
  readonly last: number;
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata;
}

const isTombstoned = (tables: Tables, name: string): boolean => {
  const id = findStreamId(tables, name);
  return id !== undefined && lastRevision(tables, id) === TOMBSTONE_REVISION;
};

/** A stream as committed, or undefined when nothing was ever written to it. */
export const viewStream = (tables: Tables, name: string): StreamView | undefined => {
  const belongsToTombstoned = isMetastream(name) && isTombstoned(tables, originalOf(name));
  const id = findStreamId(tables, name);
  if (id === undefined) {
    return belongsToTombstoned
      ? { id: -1, last: -1, tombstoned: true, metadata: METASTREAM_METADATA }
      : undefined;
  }
  const last = lastRevision(tables, id);
  return {
    id,
    last,
    tombstoned: last === TOMBSTONE_REVISION || belongsToTombstoned,
    metadata: loadMetadata(tables, name),
  };
};

/** The highest position in the log; 0 when it is empty. */
export const lastPosition = (tables: Tables): number => {
  for (const key of tables.log.getKeys({ reverse: true, limit: 1 })) return key;
  return 0;
};

/** The event that ended a stream for ever, if it was. */
export const tombstoneOf = (tables: Tables, name: string): Buffer | undefined => {
  const id = findStreamId(tables, name);
  return id === undefined ? undefined : recordOf(tables, id, TOMBSTONE_REVISION);
};

/** Highest stream id in use; 0 when there is none. The index is ordered by it. */
export const lastStreamId = (tables: Tables): number => {
  for (const [id] of tables.index.getKeys({ reverse: true, limit: 1 })) return id;
  return 0;
};
