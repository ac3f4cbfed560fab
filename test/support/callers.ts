import type { Caller } from '#commands/caller.js';
import { sha256 } from '#platform/hash.js';
import { nameBasedId, randomId } from '#platform/ids.js';

export interface Asked {
  readonly accountId?: number | null;
  /** The Idempotency-Key; without one the command id is random and nothing is a retry. */
  readonly key?: string;
  /** ISO instant of the request. */
  readonly at?: string;
  /** Stands for the content of the request: another text is another request. */
  readonly request?: string;
  readonly ip?: string;
}

/** The instant most tests happen at. */
export const NOON = '2026-03-01T12:00:00.000Z';

/** An instant `seconds` after noon. */
export const later = (seconds: number): string => new Date(Date.parse(NOON) + seconds * 1_000).toISOString();

/** Who asks, as the API would build it from a request. */
export const caller = (asked: Asked = {}): Caller => {
  const { accountId = null, key, at = NOON, request = '', ip = '192.0.2.1' } = asked;
  const commandId =
    key === undefined ? randomId() : nameBasedId('request', accountId ?? 'anonymous', 'tests', key);
  return {
    accountId,
    at,
    ip,
    userAgent: 'tests',
    context: {
      commandId,
      requestHash: sha256(request),
      correlationId: commandId,
      causationId: commandId,
      actor: accountId === null ? { kind: 'anonymous', id: '' } : { kind: 'account', id: String(accountId) },
      account: accountId,
      requestId: randomId(),
      traceId: null,
      mayBeRetry: key !== undefined,
    },
  };
};
