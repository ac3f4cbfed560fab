import type { LogClient } from '#eventlog/log-client.js';
import type { Position } from '#platform/position.js';
import { checkEvents, type Checked } from './check-events.js';
import { endOfLog } from './end-of-log.js';
import { followLog, type Following } from './follow-log.js';
import type { LogRecord } from './log-record.js';
import { recentRecords, type Recent } from './recent-records.js';
import type { RecordQuery } from './record-query.js';
import { streamPage, type StreamPart } from './stream-page.js';
import { streamRecords } from './stream-records.js';

/**
 * What happened, for people: reads only. Everything throws 503 while the log does not answer, except
 * `follow`.
 */
export interface History {
  recent(query: RecordQuery, count: number): Promise<Recent>;
  /** Where the log ends now; null when it is empty. */
  end(): Promise<Position | null>;
  follow(following: Following): AsyncGenerator<LogRecord>;
  /** Decodes the whole log; tells what it found so far after each page. */
  check(): AsyncGenerator<Checked>;
  /** Events of one stream as they are stored; none when it does not exist. */
  page(part: StreamPart): Promise<LogRecord[]>;
  streams(names: readonly string[], deadlineMs: number): Promise<LogRecord[]>;
}

/** `connect` gives the client to use now; it is asked again whenever a connection was lost. */
export const createHistory = (connect: () => Promise<LogClient>): History => ({
  recent: async (query, count) => recentRecords(await connect(), query, count),
  end: async () => endOfLog(await connect()),
  follow: (following) => followLog(connect, following),
  check: () => checkEvents(connect),
  page: async (part) => streamPage(await connect(), part),
  streams: async (names, deadlineMs) => streamRecords(await connect(), names, deadlineMs),
});
