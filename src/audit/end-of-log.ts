import { BACKWARDS, END } from '@eventstore/db-client';
import type { LogClient } from '#eventlog/log-client.js';
import { rawEvent } from '#eventlog/recorded-event.js';
import { retryTransient, withTimer } from '#eventlog/unavailable.js';
import type { Position } from '#platform/position.js';

const ANSWER_MS = 3_000;
const DEADLINE_MS = 3_000;

/** Read to its end: a call that is left half-way keeps its client from being disposed of. */
const newest = async (client: LogClient): Promise<Position | null> => {
  const reading = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  const collect = async (): Promise<Position | null> => {
    let end: Position | null = null;
    for await (const resolved of reading) end = rawEvent(resolved)?.position ?? end;
    return end;
  };
  return withTimer(collect(), ANSWER_MS, () => void reading.cancel());
};

/** Position of the last event; null when the log is empty. Throws 503 when the log does not answer. */
export const endOfLog = (client: LogClient): Promise<Position | null> =>
  retryTransient(() => newest(client), DEADLINE_MS);
