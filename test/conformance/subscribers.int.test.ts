import {
  END,
  streamNameFilter,
  type AllStreamSubscription,
  type Position,
  type StreamSubscription,
} from '@eventstore/db-client';
import { expect } from 'chai';
import {
  all,
  events,
  fresh,
  revisions,
  take,
  until,
  useEndpoint,
} from '#test/embedded/eventstore/support.js';
import { mark } from './support.js';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

const caughtUp = (subscription: AllStreamSubscription | StreamSubscription): Promise<unknown> =>
  new Promise((resolve) => subscription.once('caughtUp', resolve));

describe('conformance: 300 subscribers of one stream', function () {
  this.timeout(120_000);
  const store = useEndpoint();

  it('are each sent everything, in order, once', async () => {
    const stream = fresh('many');
    await store.client().appendToStream(stream, events(10));
    const subscriptions = upTo(300).map(() => store.client().subscribeToStream(stream));
    const found = subscriptions.map((subscription) => take(subscription, 30));
    await Promise.all(subscriptions.map(caughtUp));
    for (let n = 0; n < 10; n++) await store.client().appendToStream(stream, events(2));
    const sequences = new Set((await Promise.all(found)).map((one) => revisions(one).join()));
    expect([...sequences]).to.deep.equal([upTo(30).join()]);
  });
});

describe('conformance: a subscription that is resumed', () => {
  const store = useEndpoint();
  const wanted = fresh('wanted');
  const filter = streamNameFilter({ prefixes: [wanted] });
  let from: Position;

  /** Ids of what is wanted, with their positions, in order. */
  let written: { id: string; position: bigint }[];
  const checkpoints: Position[] = [];

  before(async () => {
    from = await mark(store.client());
    for (let n = 0; n < 12; n++) {
      await store.client().appendToStream(fresh('other'), events(1 + ((n * 7) % 40)));
      await store.client().appendToStream(`${wanted}-${String(n % 3)}`, events(1 + (n % 4)));
    }
    const subscription = store.client().subscribeToAll({
      fromPosition: from,
      filter: streamNameFilter({
        prefixes: [wanted],
        checkpointInterval: 1,
        checkpointReached: (_subscription, position) => {
          checkpoints.push(position);
        },
      }),
    });
    written = [];
    subscription.on('data', ({ event }) => {
      if (event !== undefined) written.push({ id: event.id, position: event.position.commit });
    });
    await caughtUp(subscription);
    const before = written.length;
    // Live events make checkpoints too.
    await store.client().appendToStream(fresh('other'), events(70));
    await store.client().appendToStream(`${wanted}-live`, events(3));
    await until(() => written.length === before + 3);
    await subscription.unsubscribe();
  });

  const resumedFrom = async (fromPosition: Position): Promise<string[]> => {
    const after = written.filter(({ position }) => position > fromPosition.commit).length;
    if (after === 0) return [];
    const found = await take(store.client().subscribeToAll({ fromPosition, filter }), after);
    return found.map(({ event }) => event?.id ?? '');
  };
  const expectedAfter = ({ commit }: Position): string[] =>
    written.filter(({ position }) => position > commit).map(({ id }) => id);

  it('from any checkpoint gets all that came after it, once', async () => {
    const found = await Promise.all(checkpoints.map(resumedFrom));
    expect(checkpoints.length).to.be.at.least(5);
    expect(found).to.deep.equal(checkpoints.map(expectedAfter));
  });

  it('from the position of any event gets all that came after it, once', async () => {
    const places = written.map(({ position }) => ({ commit: position, prepare: position }));
    expect(await Promise.all(places.map(resumedFrom))).to.deep.equal(places.map(expectedAfter));
  });

  it('from any revision of a stream gets all that came after it, once', async () => {
    const stream = fresh('revisions');
    await store.client().appendToStream(stream, events(70));
    const found = upTo(69).map(async (n) => {
      const subscription = store.client().subscribeToStream(stream, { fromRevision: BigInt(n) });
      return revisions(await take(subscription, 69 - n));
    });
    expect(await Promise.all(found)).to.deep.equal(upTo(69).map((n) => upTo(70).slice(n + 1)));
  });

  it('shows the same as a read does, while others append', async () => {
    const stream = fresh('live');
    const subscription = store.client().subscribeToAll({ fromPosition: END });
    const found: string[] = [];
    subscription.on('data', ({ event }) => {
      if (event?.streamId === stream) found.push(event.id);
    });
    await caughtUp(subscription);
    await Promise.all(upTo(60).map(() => store.client().appendToStream(stream, events(2))));
    await until(() => found.length >= 120);
    await subscription.unsubscribe();
    const read = (await all(store.client().readStream(stream))).map(({ event }) => event?.id);
    expect(found).to.deep.equal(read);
  });
});
