import { expect } from 'chai';
import fc from 'fast-check';
import { identity, type IdentityCommand, type IdentityEvent } from '#domain/identity/index.js';
import { identityCommands, identityEventsInAnyOrder } from '#test/support/arbitrary-identity.js';
import { deciderLaws, run } from '#test/support/decider-laws.js';
import { at, digestOf } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const FIRST = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b20';
const SECOND = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b21';

const about = (accountId: number, connectionId: string) => ({
  key: digestOf('a'),
  provider: 'google',
  accountId,
  connectionId,
  at: at(0),
});
const claim = (accountId: number, connectionId: string, replaces: string | null): IdentityCommand => ({
  type: 'ClaimIdentity',
  ...about(accountId, connectionId),
  replaces,
});
const claimed = (accountId: number, connectionId: string): IdentityEvent => ({
  type: 'IdentityClaimed',
  data: about(accountId, connectionId),
});

spec(identity, 'an identity that nobody has', [
  { name: 'goes to who claims it', given: [], when: claim(7, FIRST, null), then: [claimed(7, FIRST)] },
  {
    name: 'is used by nobody',
    given: [],
    when: { type: 'UseIdentity', ...about(7, FIRST) },
    then: { error: 'identity_taken' },
  },
]);

spec(identity, 'an identity that an account has claimed', [
  { name: 'is claimed once', given: [claimed(7, FIRST)], when: claim(7, FIRST, null), then: [] },
  {
    name: 'is refused to another account',
    given: [claimed(7, FIRST)],
    when: claim(8, SECOND, null),
    then: { error: 'identity_taken' },
  },
  {
    name: 'goes to who saw that this very claim is void',
    given: [claimed(7, FIRST)],
    when: claim(8, SECOND, FIRST),
    then: [claimed(8, SECOND)],
  },
  {
    name: 'is not released by another claim',
    given: [claimed(7, FIRST)],
    when: { type: 'ReleaseIdentity', ...about(7, SECOND) },
    then: [],
  },
]);

deciderLaws({
  aggregate: identity,
  commands: identityCommands,
  events: identityEventsInAnyOrder,
  again: ({ type }) => (type === 'UseIdentity' ? 'more events' : 'nothing'),
});

describe('any history of an identity', () => {
  it('never belongs to two accounts: a claim takes it from nobody, or from the claim it names', () => {
    fc.assert(
      fc.property(fc.array(identityCommands, { maxLength: 25 }), (commands) => {
        for (const { before, command, events } of run(identity, commands)) {
          if (command.type !== 'ClaimIdentity' || events.length === 0) continue;
          expect([null, command.replaces]).to.include(before.holder?.connectionId ?? null);
        }
      }),
    );
  });
});
