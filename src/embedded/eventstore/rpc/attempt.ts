// Runs the part of a handler that may throw. What a client sent wrong is told; anything else is only reported
// here.

import { WireError } from '../wire/reader.js';
import type { RpcContext } from './context.js';
import { invalidArgument, unexpected, type CallError } from './status.js';

export interface Attempt {
  readonly where: string;
  readonly report: RpcContext['report'];
  /** Ends the call. */
  readonly fail: (error: CallError) => void;
}

/** The status for something thrown; reports it unless the client is to blame. */
export const statusOfThrown = (error: unknown, { where, report }: Omit<Attempt, 'fail'>): CallError => {
  if (error instanceof WireError) return invalidArgument(error.message);
  report(where, error);
  return unexpected();
};

/** Runs `action`; fails the call if it throws. */
export const attempt = (handling: Attempt, action: () => void): void => {
  try {
    action();
  } catch (error) {
    handling.fail(statusOfThrown(error, handling));
  }
};
