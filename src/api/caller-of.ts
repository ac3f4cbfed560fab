import type { ParameterizedContext } from 'koa';
import { requestCaller, type Caller } from '#commands/caller.js';
import { AppError } from '#platform/app-error.js';
import { isoNow, type Clock } from '#platform/clock.js';
import { hmacSha256 } from '#platform/hash.js';
import { nameBasedId, randomId } from '#platform/ids.js';
import type { AppState } from './app-state.js';
import type { Route } from './route.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

interface Requester {
  readonly accountId: number | null;
  readonly clock: Clock;
  readonly requestPepper: Uint8Array;
}

/** The key scopes to the account and the route, so that nobody can meet another one's command. */
const commandIdOf = (key: string, accountId: number | null, route: Route): string => {
  if (key === '') return randomId();
  if (!IDEMPOTENCY_KEY.test(key)) {
    const detail = 'Idempotency-Key must be 1 to 255 printable ASCII characters.';
    throw new AppError('validation_error', detail, {
      problems: [{ code: 'invalid_idempotency_key', detail, attr: null }],
    });
  }
  return nameBasedId('request', accountId ?? 'anonymous', route.name, key);
};

/** Who asks, as commands want to know it: account, command id, hash of the request, time and origin. */
export const callerOf = (ctx: ParameterizedContext<AppState>, route: Route, requester: Requester): Caller => {
  const { accountId, clock, requestPepper } = requester;
  const { requestId, traceId, rawBody } = ctx.state;
  const key = route.method === 'GET' ? '' : ctx.get('Idempotency-Key');
  const commandId = commandIdOf(key, accountId, route);
  const asked = JSON.stringify([route.name, (ctx as { params?: unknown }).params ?? {}, rawBody]);
  return requestCaller({
    accountId,
    at: isoNow(clock),
    ip: ctx.state.clientAddress,
    userAgent: ctx.get('User-Agent'),
    context: {
      commandId,
      requestHash: hmacSha256(requestPepper, asked),
      requestId,
      traceId,
      mayBeRetry: key !== '',
    },
  });
};
