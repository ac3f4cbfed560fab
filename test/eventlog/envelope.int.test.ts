import { expect } from 'chai';
import fc from 'fast-check';
import { CATALOG } from '#domain/catalog.js';
import type { Aggregate } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { createCodec } from '#eventlog/codec.js';
import { sealHolds, type StoredForm } from '#eventlog/envelope.js';
import { createEventLog } from '#eventlog/event-log.js';
import type { CommandContext } from '#eventlog/metadata.js';
import { randomId } from '#platform/ids.js';
import { accountEventsInAnyOrder } from '#test/support/arbitrary-account.js';
import { projectEventsInAnyOrder } from '#test/support/arbitrary-project.js';
import { quotaEventsInAnyOrder } from '#test/support/arbitrary-quota.js';
import { reservationEventsInAnyOrder } from '#test/support/arbitrary-reservation.js';
import { sessionEventsInAnyOrder } from '#test/support/arbitrary-session.js';
import { goldenEvents, writtenToday } from '#test/support/golden.js';
import { useWriteSide } from '#test/support/write-side.js';
import { tamperings } from './tamperings.js';
import { asStored, storedEvents } from './stored-events.js';

/** Appends whatever it is told to. */
const recorder: Aggregate<null, readonly DomainEvent[], DomainEvent> = {
  category: 'xrecorder',
  initial: null,
  evolve: () => null,
  decide: (_state, events) => events,
};

const anyEvent: fc.Arbitrary<DomainEvent> = fc.oneof(
  accountEventsInAnyOrder,
  projectEventsInAnyOrder,
  quotaEventsInAnyOrder,
  reservationEventsInAnyOrder,
  sessionEventsInAnyOrder,
);
const words = fc.string({ unit: 'grapheme', maxLength: 20 });
const anyContext: fc.Arbitrary<CommandContext> = fc.record({
  commandId: fc.uuid(),
  requestHash: words,
  correlationId: words,
  causationId: words,
  actor: fc.record({
    kind: fc.constantFrom('account' as const, 'operator' as const, 'system' as const, 'anonymous' as const),
    id: words,
  }),
  account: fc.option(fc.maxSafeNat()),
  requestId: words,
  traceId: fc.option(words),
  mayBeRetry: fc.boolean(),
});

const example: DomainEvent = {
  type: 'AccountProfileChanged',
  data: {
    accountId: 7,
    profile: { firstName: 'Zoë', bio: 'पिक्सेल 👩🏽‍🎨' },
    onboarded: true,
    at: '2026-03-01T12:00:00.000Z',
  },
};

describe('an event in the log', () => {
  const side = useWriteSide();
  const log = () => createEventLog(side().client, createCodec(CATALOG));

  const append = async (events: readonly DomainEvent[], context: CommandContext): Promise<StoredForm[]> => {
    const id = randomId();
    await log().execute({ aggregate: recorder, id, command: events, context });
    return (await storedEvents(side().client, `xrecorder-${id}`)).map(asStored);
  };

  const contextOf = (): CommandContext => fc.sample(anyContext, 1)[0] as CommandContext;

  it('has a seal that whoever reads it can recompute, whatever it says and whoever caused it', async () => {
    const commands = fc.tuple(fc.array(anyEvent, { minLength: 1, maxLength: 5 }), anyContext);
    await fc.assert(
      fc.asyncProperty(commands, async ([events, context]) => {
        const stored = await append(events, context);
        expect(stored.map(({ type }) => type)).to.deep.equal(events.map(({ type }) => type));
        expect(stored.every(sealHolds)).to.equal(true);
      }),
      { numRuns: 150 },
    );
  });

  it('has such a seal for every golden event that is written today', async () => {
    const golden = writtenToday(goldenEvents());
    const stored = await append(golden, contextOf());
    expect(stored).to.have.length(golden.length);
    expect(stored.filter((event) => !sealHolds(event))).to.deep.equal([]);
  });

  it('has a seal that any change breaks: of id, stream, revision, type, and of every value in data and metadata', async () => {
    const [event] = await append([example], contextOf());
    const changed = tamperings(event as StoredForm);
    expect(changed.length).to.be.greaterThan(30);
    expect(changed.filter(({ event: altered }) => sealHolds(altered)).map(({ what }) => what)).to.deep.equal(
      [],
    );
  });

  it('has a seal that does not depend on the order of keys', async () => {
    const [event] = (await append([example], contextOf())) as [StoredForm];
    const reversed = (object: object) => Object.fromEntries(Object.entries(object).reverse());
    const turned = { ...event, data: reversed(event.data), metadata: reversed(event.metadata) };
    expect(sealHolds(turned as StoredForm)).to.equal(true);
  });
});
