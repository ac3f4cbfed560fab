import type { LogClient } from '#eventlog/log-client.js';
import { newestEvent } from '#eventlog/newest-event.js';
import { rawEvent } from '#eventlog/recorded-event.js';
import { retryTransient } from '#eventlog/unavailable.js';
import type { Position } from '#platform/position.js';

const ANSWER_MS = 3_000;
const DEADLINE_MS = 3_000;

const newest = async (client: LogClient): Promise<Position | null> =>
  (await newestEvent(client, ANSWER_MS, (resolved) => rawEvent(resolved)?.position)) ?? null;

/** Position of the last event; null when the log is empty. Throws 503 when the log does not answer. */
export const endOfLog = (client: LogClient): Promise<Position | null> =>
  retryTransient(() => newest(client), DEADLINE_MS);
