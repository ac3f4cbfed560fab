import fc from 'fast-check';
import type { SessionCommand, SessionEvent } from '#domain/session/index.js';
import { accountId, command, event, instant, personal, text } from './arbitrary-values.js';

const sessionId = fc.constantFrom(
  '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10',
  '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b11',
);
const start = fc.record({
  sessionId,
  accountId,
  method: fc.constantFrom('registration' as const, 'password' as const, 'oauth' as const),
  ip: personal(text),
  userAgent: personal(text),
  at: instant,
});
const refreshed = fc.record({
  sessionId,
  accountId,
  generation: fc.integer({ min: 1, max: 5 }),
  at: instant,
});
const ended = fc.record({
  sessionId,
  accountId,
  reason: fc.constantFrom('logout' as const, 'token_reused' as const, 'revoked' as const),
  at: instant,
});

export const sessionCommands: fc.Arbitrary<SessionCommand> = fc.oneof(
  command('StartSession', fc.record({ start })),
  {
    weight: 4,
    arbitrary: command(
      'RefreshSession',
      fc.record({
        generation: fc.integer({ min: 0, max: 5 }),
        at: instant,
        notBefore: fc.option(instant, { nil: '' }),
        graceMs: fc.constantFrom(0, 60_000, 6_000_000),
      }),
    ),
  },
  command(
    'EndSession',
    fc.record({ reason: fc.constantFrom('logout' as const, 'revoked' as const), at: instant }),
  ),
);

export const sessionEventsInAnyOrder: fc.Arbitrary<SessionEvent> = fc.oneof(
  event('SessionStarted', start),
  event('SessionRefreshed', refreshed),
  event('SessionEnded', ended),
);
