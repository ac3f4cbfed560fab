// Reads the whole log, page after page, for those who look at all of it. Promises: every event of the
// product's streams, once, in order, up to the end the log had at the start; a lost connection is replaced.
// It does not decode. Fails with 503 when the log does not answer for a while.
import { FORWARDS, START } from '@eventstore/db-client';
import { collected } from '#eventlog/collected.js';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent, type RawEvent } from '#eventlog/recorded-event.js';
import { retryTransient } from '#eventlog/unavailable.js';
import { isBefore, type Position } from '#platform/position.js';
import { endOfLog } from './end-of-log.js';

const PAGE = 1_000;
const ANSWER_MS = 15_000;
const DEADLINE_MS = 30_000;

/** Some of the log: events, and how far into the log they reach (0 to 1). */
export interface LogPage {
  readonly events: readonly RawEvent[];
  readonly share: number;
}

/** `from`: an event that was read before; the page begins with it. */
const readPage = async (client: LogClient, from: Position | null): Promise<RawEvent[]> => {
  const reading = client.readAll({
    direction: FORWARDS,
    fromPosition: from ?? START,
    maxCount: PAGE,
  });
  return collected(reading, ANSWER_MS, rawEvent);
};

const isDomainStream = ({ stream, type }: RawEvent): boolean =>
  !stream.startsWith('$') && !stream.startsWith('x') && !type.startsWith('$');

const shareOf = (at: Position, end: Position): number =>
  end.commit === 0n ? 1 : Math.min(1, Number(at.commit) / Number(end.commit));

/**
 * Every event of the product's streams up to the present end of the log; streams of the server and technical
 * ones (`x…`) are left out. `connect` gives the client to use now.
 */
export async function* scanLog(connect: () => Promise<LogClient>): AsyncGenerator<LogPage> {
  const end = await endOfLog(await connect());
  let from: Position | null = null;
  while (end !== null) {
    const start: Position | null = from;
    const page: RawEvent[] = await retryTransient(async () => readPage(await connect(), start), DEADLINE_MS);
    const fresh: RawEvent[] = page.filter(({ position }) => start === null || isBefore(start, position));
    const last = fresh.at(-1);
    if (!last) return;
    const within = fresh.filter(({ position }) => !isBefore(end, position));
    yield { events: within.filter(isDomainStream), share: shareOf(last.position, end) };
    if (within.length < fresh.length || !isBefore(last.position, end)) return;
    from = last.position;
  }
}
