// Removes the hidden events of every stream, some in each transaction: with its entry in the index, and together
// with the note of where the stream begins now.

import { recordIn } from '../store/checksum.js';
import { lastStreamId, readIndexValue, recordOf, viewStream, type StreamView } from '../store/lookup.js';
import { putFirstRevision } from '../store/scavenged.js';
import { firstVisible } from '../store/stream-metadata.js';
import type { Tables } from '../store/tables.js';
import { recordCreatedMs, recordStream } from '../wire/peek-record.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';
import { breathe, type OnProgress } from './progress.js';

export interface Removed {
  readonly streams: number;
  readonly events: number;
}

const AT_ONCE = 1_000;

interface Entry {
  readonly revision: number;
  readonly position: number;
}

const firstEntries = (tables: Tables, id: number): Entry[] => {
  const range = tables.index.getRange({ start: [id, 0], end: [id, TOMBSTONE_REVISION], limit: AT_ONCE });
  return [...range].map(({ key, value }) => ({ revision: key[1], position: readIndexValue(value) }));
};

const viewById = (tables: Tables, id: number): StreamView | undefined => {
  for (const { value } of tables.index.getRange({ start: [id, 0], end: [id + 1, -1], limit: 1 })) {
    const stored = tables.log.getBinary(readIndexValue(value));
    return stored === undefined ? undefined : viewStream(tables, recordStream(recordIn(stored)));
  }
  return undefined;
};

/** The first revision that stays, by everything but age. The last event stays whatever it is. */
const firstKept = (view: StreamView): number => {
  if (view.last === TOMBSTONE_REVISION) return TOMBSTONE_REVISION;
  if (view.tombstoned || view.metadata.deleted) return view.last;
  return Math.min(view.last, firstVisible(view.metadata, view.last));
};

const isExpired = (tables: Tables, view: StreamView, { revision }: Entry): boolean => {
  const { maxAgeMs } = view.metadata;
  if (maxAgeMs === undefined || revision >= view.last) return false;
  const record = recordOf(tables, view.id, revision);
  return record !== undefined && recordCreatedMs(record) < Date.now() - maxAgeMs;
};

/** The next events to remove: always the first ones there are, so that what stays has no gap. */
const hiddenOf = (tables: Tables, view: StreamView): readonly Entry[] => {
  const first = firstKept(view);
  const found = firstEntries(tables, view.id);
  const end = found.findIndex((entry) => entry.revision >= first && !isExpired(tables, view, entry));
  return end < 0 ? found : found.slice(0, end);
};

const remove = (tables: Tables, id: number, hidden: readonly Entry[]): void => {
  tables.root.transactionSync(() => {
    for (const { revision, position } of hidden) {
      tables.log.removeSync(position);
      tables.index.removeSync([id, revision]);
    }
    putFirstRevision(tables, id, (hidden.at(-1)?.revision ?? -1) + 1);
  });
};

const scavengeStream = async (tables: Tables, id: number): Promise<number> => {
  const view = viewById(tables, id);
  if (view?.id !== id) return 0;
  let count = 0;
  for (;;) {
    const hidden = hiddenOf(tables, view);
    if (hidden.length === 0) return count;
    remove(tables, id, hidden);
    count += hidden.length;
    await breathe();
  }
};

/** Goes through all streams. Only for the folder's owner, while nothing else writes. */
export const removeHidden = async (tables: Tables, onProgress: OnProgress): Promise<Removed> => {
  const total = lastStreamId(tables);
  const removed = { streams: 0, events: 0 };
  for (let id = 1; id <= total; id++) {
    const count = await scavengeStream(tables, id);
    removed.events += count;
    if (count > 0) removed.streams++;
    onProgress({ step: 'scavenge', done: id, total, unit: 'streams' });
  }
  return removed;
};
