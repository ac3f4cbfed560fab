import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RawEvent } from '#eventlog/recorded-event.js';
import type { Source } from './source.js';

const take = (source: Source, into: RawEvent[], limit: number): boolean => {
  const before = into.length;
  for (let raw = into.length < limit ? source.read() : undefined; raw;) {
    into.push(raw);
    raw = into.length < limit ? source.read() : undefined;
  }
  return into.length > before;
};

/**
 * What has arrived, up to `limit` events; empty when nothing has. Lingers for a turn of the event loop only
 * as long as each turn brings more: a single event goes at once. Throws `SourceLost` when there is nothing
 * left to hand out.
 */
export const takeBatch = async (source: Source, limit: number): Promise<RawEvent[]> => {
  const batch: RawEvent[] = [];
  while (take(source, batch, limit) && batch.length < limit) await nextTurn();
  return batch;
};
