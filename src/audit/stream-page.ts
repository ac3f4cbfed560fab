import { FORWARDS, START, StreamNotFoundError } from '@eventstore/db-client';
import { collected } from '#eventlog/collected.js';
import type { LogClient } from '#eventlog/log-client.js';
import { retryTransient } from '#eventlog/unavailable.js';
import { recordOf, type LogRecord } from './log-record.js';

const ANSWER_MS = 3_000;
const DEADLINE_MS = 5_000;

/** A part of one stream. */
export interface StreamPart {
  readonly stream: string;
  /** Revision of its first event. */
  readonly from: number;
  /** Events at most. */
  readonly count: number;
}

const readOnce = async (client: LogClient, { stream, from, count }: StreamPart): Promise<LogRecord[]> => {
  const fromRevision = from === 0 ? START : BigInt(from);
  const reading = client.readStream(stream, { direction: FORWARDS, fromRevision, maxCount: count });
  return collected(reading, ANSWER_MS, recordOf).catch((error: unknown) => {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  });
};

/** Events of a stream as they are stored, in order; none when it does not exist. Throws 503. */
export const streamPage = (client: LogClient, part: StreamPart): Promise<LogRecord[]> =>
  retryTransient(() => readOnce(client, part), DEADLINE_MS);
