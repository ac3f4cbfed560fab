import { NO_STREAM, STREAM_EXISTS } from '@eventstore/db-client';
import { expect } from 'chai';
import { events, fresh, useEndpoint } from '#test/embedded/eventstore/support.js';
import {
  EXPECTATIONS,
  STATES,
  deleteVerdictOf,
  verdictOf,
  type MadeState,
  type Verdict,
} from './stream-states.js';

// With credentials the client uses the unary call; over a connection without TLS it sends none of them.
const credentials = { username: 'any', password: 'any' };

type Outcome = Record<string, unknown>;

const outcomeOf = (operation: Promise<unknown>): Promise<Outcome> =>
  operation.then(
    (result) => ({ ...(result as Outcome), type: 'ok' }),
    (error: unknown) => error as Outcome,
  );

const cases = Object.entries(STATES).flatMap(([state, made]) =>
  Object.entries(EXPECTATIONS).map(([form, expectationOf]) => ({
    state,
    form,
    made,
    expectedRevision: expectationOf(made.last),
  })),
);

type Case = (typeof cases)[number];

const told = (verdict: Verdict): string => (verdict === 'ok' ? 'is done' : `is refused: ${verdict}`);

describe('conformance: the expected revision', () => {
  const store = useEndpoint();

  const made = async ({ make }: MadeState): Promise<string> => {
    const stream = fresh('matrix');
    await make(store.client(), stream);
    return stream;
  };

  /** How an append tells versions: numbers as they are, everything else in words. */
  const appended = ({ made: facts, expectedRevision }: Case, stream: string): Outcome => {
    const verdict = verdictOf(facts, expectedRevision);
    if (verdict === 'ok') return { type: 'ok', nextExpectedRevision: BigInt(facts.last + 2) };
    if (verdict === 'stream-deleted') return { type: verdict, streamName: stream };
    const actualVersion = facts.last < 0 ? 'no_stream' : BigInt(facts.last);
    return { type: verdict, streamName: stream, actualVersion, expectedVersion: expectedRevision };
  };

  for (const one of cases) {
    const { state, form, expectedRevision } = one;
    const verdict = verdictOf(one.made, expectedRevision);

    it(`${form} of a stream ${state}: an append in one call of its own ${told(verdict)}`, async () => {
      const stream = await made(one.made);
      const options = { expectedRevision, credentials };
      const outcome = await outcomeOf(store.client().appendToStream(stream, events(2), options));
      expect(outcome).to.include(appended(one, stream));
    });

    it(`${form} of a stream ${state}: an append among others ${told(verdict)}`, async () => {
      const stream = await made(one.made);
      const outcome = await outcomeOf(store.client().appendToStream(stream, events(2), { expectedRevision }));
      expect(outcome).to.include(appended(one, stream));
    });

    // The client offers no STREAM_EXISTS for these two.
    if (expectedRevision !== STREAM_EXISTS) {
      it(`${form} of a stream ${state}: a tombstone ${told(verdict)}`, async () => {
        const stream = await made(one.made);
        const outcome = await outcomeOf(store.client().tombstoneStream(stream, { expectedRevision }));
        expect(outcome['type']).to.equal(verdict);
      });

      const deleted = deleteVerdictOf(one.made, expectedRevision);
      it(`${form} of a stream ${state}: a delete ${told(deleted)}`, async () => {
        const stream = await made(one.made);
        const outcome = await outcomeOf(store.client().deleteStream(stream, { expectedRevision }));
        expect(outcome['type']).to.equal(deleted);
      });
    }
  }

  // A stream that was recreated with NO_STREAM keeps its old events, and it is with those that NO_STREAM compares:
  // its repetition is a wrong version (as the source of the server has it).
  const repeatable = cases.filter(
    ({ made: facts, expectedRevision }) =>
      verdictOf(facts, expectedRevision) === 'ok' &&
      !(facts.soft && facts.last >= 0 && expectedRevision === NO_STREAM),
  );

  for (const { state, form, made: facts, expectedRevision } of repeatable) {
    it(`${form} of a stream ${state}: the same append again is recognised`, async () => {
      const stream = await made(facts);
      const batch = events(2);
      const first = await store.client().appendToStream(stream, batch, { expectedRevision });
      const again = await store.client().appendToStream(stream, batch, { expectedRevision });
      const next = await store.client().appendToStream(stream, events(1));
      expect(again).to.deep.equal(first);
      expect(next.nextExpectedRevision).to.equal(BigInt(facts.last + 3));
    });
  }
});
