import {
  CancelledError,
  convertToCommandError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
} from '@eventstore/db-client';
import { AppError } from '#platform/app-error.js';

const TRANSIENT = [
  UnavailableError,
  CancelledError,
  DeadlineExceededError,
  TimeoutError,
  NotLeaderError,
  UnknownError,
];

/** The log did not answer in time: nothing is known about what was asked. */
export class NoAnswer extends Error {
  constructor(what: string, milliseconds: number) {
    super(`${what} had no answer within ${milliseconds} ms.`);
    this.name = 'NoAnswer';
  }
}

/** The client hands some failures of the connection out as they come from the transport: with a gRPC status. */
const isStatus = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && 'details' in error && typeof error.details === 'string';

/** True for failures that say nothing about the command: the same call may succeed later. */
export const isTransient = (error: unknown): boolean => {
  const known = isStatus(error) ? convertToCommandError(error) : error;
  return known instanceof NoAnswer || TRANSIENT.some((kind) => known instanceof kind);
};

export const logUnavailable = (cause: unknown): AppError =>
  new AppError('service_unavailable', 'The event log cannot be reached right now. Try again.', { cause });

/** `work`, or `NoAnswer` after the time; `giveUp` frees what the work holds. The client has no timers of its own. */
export const withTimer = async <T>(
  work: Promise<T>,
  milliseconds: number,
  giveUp?: () => void,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      giveUp?.();
      reject(new NoAnswer('The event log', milliseconds));
    }, milliseconds);
  });
  return Promise.race([work, expiry]).finally(() => clearTimeout(timer));
};

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Repeats `attempt` while it fails transiently, until `deadline` (ms) has passed; then 503. An attempt is told how many
 * milliseconds are left.
 */
export const retryTransient = async <T>(
  attempt: (left: number) => Promise<T>,
  deadline: number,
): Promise<T> => {
  const end = performance.now() + deadline;
  for (let wait = 25; ; wait = Math.min(wait * 2, 400)) {
    try {
      return await attempt(end - performance.now());
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (performance.now() + wait > end) throw logUnavailable(error);
      await pause(wait);
    }
  }
};
