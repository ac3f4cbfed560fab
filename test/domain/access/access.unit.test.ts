import fc from 'fast-check';
import { access, type AccessCommand, type AccessEvent } from '#domain/access/index.js';
import { accountId, command, event, instant, requestId } from '#test/support/arbitrary-values.js';
import { deciderLaws } from '#test/support/decider-laws.js';
import { at } from '#test/support/examples.js';
import { spec } from '#test/support/spec.js';

const ASKED = {
  view: 'stream',
  projection: null,
  stream: 'account-9',
  type: null,
  category: null,
  account: null,
  actor: null,
  correlation: null,
  causation: null,
  from: null,
  to: null,
  exported: false,
} as const;

const viewed: AccessEvent['data'] = {
  accessId: '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b30',
  by: { kind: 'account', id: '7' },
  asked: ASKED,
  subjects: [9],
  events: 3,
  reason: 'Ticket 4711',
  at: at(1),
};
const look: AccessCommand = { type: 'RecordAccess', viewed };
const looked: AccessEvent = { type: 'PersonalDataViewed', data: viewed };

spec(access, 'a request to see personal values', [
  { name: 'is recorded', given: [], when: look, then: [looked] },
  { name: 'is recorded once for each part of what is shown', given: [looked], when: look, then: [looked] },
]);

const anyView: fc.Arbitrary<AccessEvent['data']> = fc.record({
  accessId: requestId,
  by: fc.record({
    kind: fc.constantFrom('account' as const, 'operator' as const),
    id: fc.constantFrom('7', 'root'),
  }),
  asked: fc.constant(ASKED),
  subjects: fc.array(accountId, { maxLength: 3 }),
  events: fc.nat(9),
  reason: fc.option(fc.string({ maxLength: 200 })),
  at: instant,
});

deciderLaws({
  aggregate: access,
  commands: command('RecordAccess', fc.record({ viewed: anyView })),
  events: event('PersonalDataViewed', anyView),
  again: () => 'more events',
});
