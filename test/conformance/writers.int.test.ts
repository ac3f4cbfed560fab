import {
  WrongExpectedVersionError,
  jsonEvent,
  type AppendExpectedRevision,
  type AppendResult,
} from '@eventstore/db-client';
import { expect } from 'chai';
import { all, fresh, useEndpoint } from '#test/embedded/eventstore/support.js';
import { allSince, mark } from './support.js';

const WRITERS = 64;
const STREAMS = 8;
/** Successes each writer is after. */
const EACH = 5;

describe('conformance: 64 writers with exact revisions on 8 streams', function () {
  this.timeout(120_000);
  const store = useEndpoint();
  const streams = Array.from({ length: STREAMS }, () => fresh('shared'));
  /** Ids of successful appends by stream and revision. */
  const succeeded = new Map<string, string>();
  let shown: string[];

  /** Appends until it succeeded often enough, each time at the revision it was last told. */
  const write = async (stream: string): Promise<void> => {
    let expectedRevision: AppendExpectedRevision = 'no_stream';
    for (let successes = 0; successes < EACH;) {
      const event = jsonEvent({ type: 'Written', data: {} });
      try {
        const result: AppendResult = await store.client().appendToStream(stream, event, { expectedRevision });
        expectedRevision = result.nextExpectedRevision;
        succeeded.set(`${stream}@${String(result.nextExpectedRevision)}`, event.id);
        successes++;
      } catch (error) {
        if (!(error instanceof WrongExpectedVersionError)) throw error;
        expectedRevision = error.actualVersion;
      }
    }
  };

  before(async () => {
    const from = await mark(store.client());
    await Promise.all(Array.from({ length: WRITERS }, (_, n) => write(streams[n % STREAMS] ?? '')));
    const found = await allSince(store.client(), from);
    shown = found.flatMap(({ event }) => (streams.includes(event?.streamId ?? '') ? (event?.id ?? []) : []));
  });

  it('gives every success a revision of its own', () => {
    expect(succeeded.size).to.equal(WRITERS * EACH);
  });

  it('has every success in the log once, and nothing else', () => {
    expect([...shown].sort()).to.deep.equal([...succeeded.values()].sort());
  });

  it('has every success at the revision it was told', async () => {
    const read = await Promise.all(streams.map((stream) => all(store.client().readStream(stream))));
    const placed = read
      .flat()
      .map(({ event }) => [`${event?.streamId ?? ''}@${String(event?.revision)}`, event?.id]);
    expect(Object.fromEntries(placed)).to.deep.equal(Object.fromEntries(succeeded));
  });
});
