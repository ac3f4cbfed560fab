import type { ParameterizedContext } from 'koa';
import type { Caller } from '#commands/caller.js';
import { isoNow, type Clock } from '#platform/clock.js';
import { randomId } from '#platform/ids.js';
import type { ConsoleState } from './console-state.js';

/** Who asks, for commands: the person, or nobody yet. Every request is a command of its own. */
export const callerOf = (
  ctx: ParameterizedContext<ConsoleState>,
  clock: Clock,
  accountId: number | null,
): Caller => {
  const commandId = randomId();
  const { requestId, traceId } = ctx.state;
  return {
    accountId,
    at: isoNow(clock),
    ip: ctx.req.socket.remoteAddress ?? '',
    userAgent: ctx.get('User-Agent').slice(0, 500).toWellFormed(),
    context: {
      commandId,
      requestHash: '',
      correlationId: commandId,
      causationId: commandId,
      actor: accountId === null ? { kind: 'anonymous', id: '' } : { kind: 'account', id: String(accountId) },
      account: accountId,
      requestId,
      traceId,
      mayBeRetry: false,
    },
  };
};
