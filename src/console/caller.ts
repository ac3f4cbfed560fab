import type { ParameterizedContext } from 'koa';
import { requestCaller, type Caller } from '#commands/caller.js';
import { isoNow, type Clock } from '#platform/clock.js';
import { randomId } from '#platform/ids.js';
import type { ConsoleState } from './console-state.js';

/** Who asks, for commands: the person, or nobody yet. Every request is a command of its own. */
export const callerOf = (
  ctx: ParameterizedContext<ConsoleState>,
  clock: Clock,
  accountId: number | null,
): Caller => {
  const { requestId, traceId } = ctx.state;
  return requestCaller({
    accountId,
    at: isoNow(clock),
    ip: ctx.state.clientAddress,
    userAgent: ctx.get('User-Agent'),
    context: { commandId: randomId(), requestHash: '', requestId, traceId, mayBeRetry: false },
  });
};
