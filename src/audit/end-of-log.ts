import { BACKWARDS, END } from '@eventstore/db-client';
import { collected } from '#eventlog/collected.js';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent } from '#eventlog/recorded-event.js';
import { retryTransient } from '#eventlog/unavailable.js';
import type { Position } from '#platform/position.js';

const ANSWER_MS = 3_000;
const DEADLINE_MS = 3_000;

const newest = async (client: LogClient): Promise<Position | null> => {
  const reading = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  const ends = await collected(reading, ANSWER_MS, (resolved) => rawEvent(resolved)?.position);
  return ends.at(-1) ?? null;
};

/** Position of the last event; null when the log is empty. Throws 503 when the log does not answer. */
export const endOfLog = (client: LogClient): Promise<Position | null> =>
  retryTransient(() => newest(client), DEADLINE_MS);
