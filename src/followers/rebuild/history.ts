// Reads the past of some categories in large chunks. Promises: the events in the order of the log, each once;
// the next chunk is read while one is handled, never two handled at a time. Ends at the end of the log, or at
// `upTo`. It does not reconnect: fails with SourceLost, and with EventFailed for what this code cannot read.
import type { Codec } from '#eventlog/codec.js';
import type { RawEvent } from '#eventlog/recorded-event.js';
import { isBefore, type Position } from '#platform/position.js';
import { takeBatch } from '../batch.js';
import { decodeBatch, type Decoded, type Followed } from '../decode.js';
import { SourceLost } from '../errors.js';
import { endingsOf, type Partition } from '../partitions/partition.js';
import { openSource, type FollowedLog, type Source } from '../source.js';

export interface History {
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly categories: readonly string[];
  /** Only events of this part. */
  readonly partition?: Partition | undefined;
  /** Position of the last event that is known already; null: from the beginning. */
  readonly from: Position | null;
  /** Position of the last event wanted; without it up to the end of the log. */
  readonly upTo?: Position | undefined;
  /** Events of a chunk; default 20,000. */
  readonly atOnce?: number | undefined;
  readonly signal: AbortSignal;
  /** Told of events as they arrive, and of the position of the newest. */
  readonly onRead?: ((events: number, position: bigint) => void) | undefined;
}

export const AT_ONCE = 20_000;
/** Small enough that others get their turn. */
const TAKEN = 1_000;
/** A log that has not come to its end has more to say than that. */
const SILENT_MS = 30_000;

const waitForMore = async (source: Source, signal: AbortSignal): Promise<void> => {
  const started = performance.now();
  await source.change(SILENT_MS, signal);
  signal.throwIfAborted();
  if (performance.now() - started >= SILENT_MS) throw new SourceLost('it stays silent before its end');
};

const upToOf = (raws: readonly RawEvent[], upTo: Position | undefined): readonly RawEvent[] =>
  upTo ? raws.filter(({ position }) => !isBefore(upTo, position)) : raws;

interface Chunk extends Decoded {
  /** False: nothing that is wanted comes after it. */
  readonly more: boolean;
}

/** Decoded as it arrives, so that what the client made of it need not be kept. */
const readChunk = async (source: Source, history: History): Promise<Chunk> => {
  const { codec, signal, upTo, onRead, atOnce: size = AT_ONCE } = history;
  const events: Followed[] = [];
  for (let read = 0; read < size;) {
    signal.throwIfAborted();
    const some = await takeBatch(source, Math.min(TAKEN, size - read));
    read += some.length;
    const newest = some.at(-1);
    if (newest) onRead?.(some.length, newest.position.commit);
    const wanted = upToOf(some, upTo);
    const { events: decoded, failed } = decodeBatch(codec, wanted);
    for (const event of decoded) events.push(event);
    if (failed) return { events, failed, more: false };
    if (wanted.length < some.length) return { events, more: false };
    if (some.length > 0) continue;
    if (source.isLive()) return { events, more: false };
    await waitForMore(source, signal);
  }
  return { events, more: true };
};

/** Hands the history to `handle`, a chunk at a time; resolves when all of it is handled. */
export const eachChunk = async (
  history: History,
  handle: (events: readonly Followed[]) => Promise<void>,
): Promise<void> => {
  const { log, categories, partition, from } = history;
  const prefixes = categories.map((category) => `${category}-`);
  const source = openSource(log, { from, prefixes, endings: partition && endingsOf(partition) });
  const handleChunk = async ({ events, failed }: Chunk): Promise<void> => {
    if (events.length > 0) await handle(events);
    if (failed) throw failed;
  };
  try {
    let handling: Promise<void> = Promise.resolve();
    for (let more = true; more;) {
      const [chunk] = await Promise.all([readChunk(source, history), handling]);
      more = chunk.more;
      handling = handleChunk(chunk);
    }
    await handling;
  } finally {
    source.close();
  }
};
