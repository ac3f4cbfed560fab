import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import { expectEqual } from './expect.js';
import type { Expected } from './story/index.js';

/** The streams of the names an account reserved: its own event says which. */
const reservationsOf = ({ type, data }: LogRecord): string[] => {
  if (type !== 'AccountRegistered' || data === null) return [];
  const keys = [data['emailKey'], data['usernameKey']];
  return keys.flatMap((key) => (typeof key === 'string' ? [`reservation-${key}`] : []));
};

/** Every event the story caused, in the order of the log; throws `WrongAnswer` unless it is exactly those expected. */
export const collectEvents = async (
  history: History,
  expected: Expected,
  deadlineMs: number,
): Promise<readonly LogRecord[]> => {
  const accounts = Object.keys(expected).filter((stream) => stream.startsWith('account-'));
  const registered = await history.streams(accounts, deadlineMs);
  const reservations = registered.flatMap(reservationsOf);
  const records = await history.streams([...Object.keys(expected), ...reservations], deadlineMs);
  for (const [stream, types] of Object.entries(expected)) {
    const found = records.filter((record) => record.stream === stream).map(({ type }) => type);
    expectEqual(`the history of ${stream}`, found, types);
  }
  for (const stream of reservations) {
    const found = records.filter((record) => record.stream === stream).map(({ type }) => type);
    expectEqual(`the history of ${stream}`, found, ['NameReserved']);
  }
  return records;
};
