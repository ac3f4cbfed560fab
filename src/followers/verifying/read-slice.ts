// Reads a piece of the log, only where events are and what they are called. Promises: without a gap from one
// position (exclusive) to the one it answers; not more than `limit` events. Fails with SourceLost.
import { isBefore, type Position } from '#platform/position.js';
import { takeBatch } from '../batch.js';
import { SourceLost } from '../errors.js';
import { openSource, type FollowedLog, type Source } from '../source.js';
import type { Place, Slice } from './count.js';

export interface Slicing {
  readonly log: FollowedLog;
  readonly categories: readonly string[];
  /** Exclusive; null: the beginning of the log. */
  readonly from: Position | null;
  readonly upTo: Position;
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A log that has not come to its end has more to say than that. */
const SILENT_MS = 30_000;
/** Small enough that others get their turn. */
const TAKEN = 500;

const waitForMore = async (source: Source, signal: AbortSignal): Promise<void> => {
  const started = performance.now();
  await source.change(SILENT_MS, signal);
  signal.throwIfAborted();
  if (performance.now() - started >= SILENT_MS) throw new SourceLost('it stays silent before its end');
};

const readFrom = async (source: Source, { upTo, limit, signal }: Slicing): Promise<Slice> => {
  const events: Place[] = [];
  for (;;) {
    signal.throwIfAborted();
    const some = await takeBatch(source, Math.min(TAKEN, limit - events.length));
    for (const { id, stream, revision, position } of some)
      if (!isBefore(upTo, position)) events.push({ id, stream, revision, position });
    const last = some.at(-1)?.position;
    if (last && !isBefore(last, upTo)) return { events, upTo };
    if (last && events.length >= limit) return { events, upTo: last };
    if (some.length > 0) continue;
    if (source.isLive()) return { events, upTo };
    await waitForMore(source, signal);
  }
};

/** The events of these categories, up to `upTo` or `limit` of them. */
export const readSlice = async (slicing: Slicing): Promise<Slice> => {
  const { log, categories, from, upTo } = slicing;
  if (from && !isBefore(from, upTo)) return { events: [], upTo };
  const source = openSource(log, { from, prefixes: categories.map((category) => `${category}-`) });
  try {
    return await readFrom(source, slicing);
  } finally {
    source.close();
  }
};
