import { BACKWARDS, END } from '@eventstore/db-client';
import type { LogClient } from '#eventlog/log-client.js';
import type { Position } from '#platform/position.js';
import { rawEvent } from '#eventlog/recorded-event.js';
import { retryTransient, withTimer } from '#eventlog/unavailable.js';
import { logRecord, type LogRecord } from './log-record.js';
import { matches, type RecordQuery } from './record-query.js';

/** How far back to look: a tail is about what happened just now. */
const MAX_SCANNED = 5_000;
const ANSWER_MS = 10_000;
const DEADLINE_MS = 2_000;

export interface Recent {
  /** Oldest first. */
  readonly records: readonly LogRecord[];
  /** Where the log ended while this was read; null when it is empty. */
  readonly end: Position | null;
}

const scan = async (client: LogClient, query: RecordQuery, count: number): Promise<Recent> => {
  const reading = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: MAX_SCANNED });
  const collect = async (): Promise<Recent> => {
    const records: LogRecord[] = [];
    let end: Position | null = null;
    for await (const resolved of reading) {
      const raw = rawEvent(resolved);
      if (!raw) continue;
      end ??= raw.position;
      const record = logRecord(raw);
      if (matches(query, record)) records.unshift(record);
      if (records.length >= count) break;
    }
    return { records, end };
  };
  return withTimer(collect(), ANSWER_MS, () => void reading.cancel());
};

/** The newest `count` matching events among the last 5,000. Throws 503 when the log does not answer. */
export const recentRecords = (client: LogClient, query: RecordQuery, count: number): Promise<Recent> =>
  retryTransient(() => scan(client, query, count), DEADLINE_MS);
