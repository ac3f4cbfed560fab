import { BACKWARDS, END, type AllStreamResolvedEvent } from '@eventstore/db-client';
import { collected } from './collected.js';
import type { LogClient } from './log-client.js';

/**
 * What `pick` makes of the last event of the log; undefined when the log is empty. Throws `NoAnswer` after the time, or
 * what the reading fails with.
 */
export const newestEvent = async <T>(
  log: Pick<LogClient, 'readAll'>,
  milliseconds: number,
  pick: (resolved: AllStreamResolvedEvent) => T | undefined,
): Promise<T | undefined> => {
  const reading = log.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  return (await collected(reading, milliseconds, pick)).at(-1);
};
