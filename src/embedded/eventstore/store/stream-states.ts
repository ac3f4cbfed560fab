// The writer's view of streams: includes what was accepted and is not durable yet. Loaded from the tables on
// first use; kept at least until its last write is settled, so a reload can never miss a pending write.

import { streamField } from '../wire/recorded-event.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';
import { loadMetadata, viewStream } from './lookup.js';
import { isMetastream, metastreamOf, originalOf, type StreamMetadata } from './stream-metadata.js';
import type { Tables } from './tables.js';

export interface StreamState {
  readonly name: string;
  /** The stream's part of every record. */
  readonly field: Buffer;
  /** -1 until the first event is accepted. */
  id: number;
  last: number;
  metadata: StreamMetadata;
  /** The batch of its last accepted write; 0 = none since it was loaded. */
  batch: number;
}

export interface StreamStates {
  get(name: string): StreamState;
  /** True for a tombstoned stream and for the metadata stream of one. */
  isTombstoned(state: StreamState): boolean;
  hasMetadata(state: StreamState): boolean;
  /** Forgets everything: the tables are the truth again. */
  clear(): void;
  /** Forgets old entries beyond the limit whose writes are settled. */
  trim(settledBatch: number): void;
}

const LIMIT = 50_000;

const loadState = (tables: Tables, name: string): StreamState => {
  const view = viewStream(tables, name);
  return {
    name,
    field: streamField(name),
    id: view?.id ?? -1,
    last: view?.last ?? -1,
    metadata: view?.metadata ?? loadMetadata(tables, name),
    batch: 0,
  };
};

export const streamStates = (tables: Tables): StreamStates => {
  const states = new Map<string, StreamState>();

  const get = (name: string): StreamState => {
    const found = states.get(name);
    if (found !== undefined) return found;
    const loaded = loadState(tables, name);
    states.set(name, loaded);
    return loaded;
  };

  return {
    get,
    isTombstoned: (state) =>
      state.last === TOMBSTONE_REVISION ||
      (isMetastream(state.name) && get(originalOf(state.name)).last === TOMBSTONE_REVISION),
    hasMetadata: (state) => !isMetastream(state.name) && get(metastreamOf(state.name)).last >= 0,
    clear: () => {
      states.clear();
    },
    trim: (settledBatch) => {
      let excess = states.size - LIMIT;
      if (excess <= 0) return;
      for (const [name, state] of states) {
        if (excess-- <= 0) return;
        if (state.batch <= settledBatch) states.delete(name);
      }
    },
  };
};
