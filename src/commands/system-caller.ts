import { isoNow, type Clock } from '#platform/clock.js';
import { randomId } from '#platform/ids.js';
import type { Actor } from '#eventlog/metadata.js';
import type { Caller } from './caller.js';

/** The caller of a command that no request carried: the system itself, or an operator at the command line. */
export const systemCaller = (clock: Clock, actor: Actor): Caller => {
  const commandId = randomId();
  return {
    accountId: null,
    at: isoNow(clock),
    ip: '',
    userAgent: '',
    context: {
      commandId,
      requestHash: '',
      correlationId: commandId,
      causationId: commandId,
      actor,
      account: null,
      requestId: commandId,
      traceId: null,
      mayBeRetry: false,
    },
  };
};
