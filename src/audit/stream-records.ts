import { FORWARDS, START, StreamNotFoundError } from '@eventstore/db-client';
import { collected } from '#eventlog/collected.js';
import type { LogClient } from '#eventlog/log-client.js';
import { retryTransient } from '#eventlog/unavailable.js';
import { recordOf, type LogRecord } from './log-record.js';

const MAX_EVENTS = 10_000;
const ANSWER_MS = 10_000;

const readOnce = async (client: LogClient, stream: string): Promise<LogRecord[]> => {
  const reading = client.readStream(stream, {
    direction: FORWARDS,
    fromRevision: START,
    maxCount: MAX_EVENTS,
  });
  return collected(reading, ANSWER_MS, recordOf).catch((error: unknown) => {
    if (error instanceof StreamNotFoundError) return [];
    throw error;
  });
};

const byPosition = (one: LogRecord, other: LogRecord): number =>
  one.position.commit < other.position.commit ? -1 : 1;

/**
 * The events of some streams (at most 10,000 each) in the order of the log; a stream that does not exist has
 * none. Throws 503 when the log has not answered within `deadlineMs`.
 */
export const streamRecords = async (
  client: LogClient,
  streams: readonly string[],
  deadlineMs: number,
): Promise<LogRecord[]> => {
  const read = (stream: string) => retryTransient(() => readOnce(client, stream), deadlineMs);
  return (await Promise.all(streams.map(read))).flat().sort(byPosition);
};
