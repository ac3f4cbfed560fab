import { FORWARDS, START, StreamNotFoundError } from '@eventstore/db-client';
import type { Codec } from './codec.js';
import { collected } from './collected.js';
import type { LogClient } from './log-client.js';
import { rawEvent, recordedEvent, type RawEvent, type RecordedEvent } from './recorded-event.js';
import { retryTransient } from './unavailable.js';

const PAGE = 500;
const ANSWER_MS = 3_000;
const DEADLINE_MS = 5_000;

interface Page {
  readonly stream: string;
  readonly from: number;
  /** Milliseconds to wait for it. */
  readonly answer: number;
}

const readPage = async (client: Reading, { stream, from, answer }: Page): Promise<RawEvent[]> => {
  const reading = client.readStream(stream, {
    direction: FORWARDS,
    fromRevision: from === 0 ? START : BigInt(from),
    maxCount: PAGE,
  });
  return collected(reading, answer, rawEvent).catch((error: unknown) => {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  });
};

type Reading = Pick<LogClient, 'readStream'>;

/**
 * Events of a stream from a revision on (inclusive), in order, page by page, not decoded; none when it does
 * not exist. Throws 503 when the log does not answer.
 */
export async function* readRawStream(client: Reading, stream: string, from = 0): AsyncGenerator<RawEvent> {
  for (let next = from; ;) {
    const page = await retryTransient(
      (left) => readPage(client, { stream, from: next, answer: Math.min(ANSWER_MS, left) }),
      DEADLINE_MS,
    );
    for (const raw of page) {
      yield raw;
      next = raw.revision + 1;
    }
    if (page.length < PAGE) return;
  }
}

/** The same, decoded. Throws `CodeTooOld` or `UndecodableEvent` as well. */
export async function* readStream(
  { client, codec }: { client: LogClient; codec: Codec },
  stream: string,
  from = 0,
): AsyncGenerator<RecordedEvent> {
  for await (const raw of readRawStream(client, stream, from)) yield recordedEvent(codec, raw);
}
