import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
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

/** Long enough for the events of writers that go on at once, short beside what their commands take anyhow. */
const LINGER_MS = 4;
/** A batch as large as this comes from a backlog, or from so many writers that waiting gains nothing. */
const LARGE = 32;

/**
 * How long to wait for more, after a batch of so many events. One transaction costs the same for one event as
 * for several, so company is worth a moment; a lone event, and a backlog, go at once.
 */
export const lingerAfter = (events: number): number => (events > 1 && events < LARGE ? LINGER_MS : 0);

/** True for a batch of a backlog, or of so many writers that more company gains nothing. */
export const isLarge = ({ length }: readonly unknown[]): boolean => length >= LARGE;

const drain = async (source: Source, into: RawEvent[], limit: number): Promise<void> => {
  while (take(source, into, limit) && into.length < limit) await nextTurn();
};

/**
 * What has arrived, up to `limit` events, and what arrives within `lingerMs` after the first of them; empty
 * when nothing has. Throws `SourceLost` when there is nothing left to hand out.
 */
export const takeBatch = async (source: Source, limit: number, lingerMs = 0): Promise<RawEvent[]> => {
  const batch: RawEvent[] = [];
  await drain(source, batch, limit);
  if (lingerMs === 0 || batch.length === 0 || batch.length >= limit) return batch;
  await pause(lingerMs);
  await drain(source, batch, limit);
  return batch;
};
