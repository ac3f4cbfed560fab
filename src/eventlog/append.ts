// Appends the events of one decision. Promises: all of them or none, exactly once, at exactly the expected
// revision, however often it is retried. It does not decide again: a lost race is the caller's. When the log
// gives no answer the same ids are sent again at the same revision until the deadline; after it the outcome
// is unknown (503).
import { jsonEvent, NO_STREAM, WrongExpectedVersionError, type JSONEventData } from '@eventstore/db-client';
import { fault } from '#platform/fault.js';
import type { StoredForm } from './envelope.js';
import type { LogClient } from './log-client.js';
import type { Position } from '#platform/position.js';
import { retryTransient, withTimer } from './unavailable.js';

/** Someone else appended to the stream first. */
export class RevisionConflict extends Error {
  constructor(stream: string, expected: number) {
    super(`Stream ${stream} is not at revision ${expected} any more.`);
    this.name = 'RevisionConflict';
  }
}

export interface AppendTimes {
  /** Milliseconds to wait for one answer. */
  readonly answer: number;
  /** Milliseconds after which the caller is told that the log is unavailable. */
  readonly deadline: number;
}

export const APPEND_TIMES: AppendTimes = { answer: 3_000, deadline: 8_000 };

const utf8 = new TextEncoder();

/** The client sends bytes as they are; an object it would make the same bytes of, by way of base64, twice. */
const toSend = ({ id, type, data, metadata }: StoredForm): JSONEventData =>
  jsonEvent({ id, type, data, metadata: utf8.encode(JSON.stringify(metadata)) });

/**
 * `expected`: revision of the last event of the stream, −1 = the stream does not exist. Answers the last
 * position.
 */
export const appendEvents = async (
  client: Pick<LogClient, 'appendToStream'>,
  { events, stream, expected }: { events: readonly StoredForm[]; stream: string; expected: number },
  times: AppendTimes = APPEND_TIMES,
): Promise<Position> => {
  const messages = events.map(toSend);
  const expectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
  const attempt = async (left: number): Promise<Position> => {
    const result = await withTimer(
      client.appendToStream(stream, messages, { expectedRevision }),
      Math.min(times.answer, left),
    );
    if (!result.position) throw new Error(`The log gave no position for an append to ${stream}.`);
    return result.position;
  };
  fault('before-append');
  try {
    const position = await retryTransient(attempt, times.deadline);
    fault('after-append');
    return position;
  } catch (error) {
    if (error instanceof WrongExpectedVersionError) throw new RevisionConflict(stream, expected);
    throw error;
  }
};

export type Append = typeof appendEvents;
