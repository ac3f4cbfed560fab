import {
  CancelledError,
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

/** gRPC statuses of a connection that broke: cancelled, unknown, deadline exceeded, aborted, internal, unavailable. */
const TRANSIENT_STATUSES: readonly unknown[] = [1, 2, 4, 10, 13, 14];

/** Before its first append on a connection the client asks what the server can do, and hands out that call's bare error. */
const isBareStatus = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && TRANSIENT_STATUSES.includes(error.code);

/** True for failures that say nothing about the command: the same call may succeed later. */
export const isTransient = (error: unknown): boolean =>
  error instanceof NoAnswer || TRANSIENT.some((kind) => error instanceof kind) || isBareStatus(error);

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
