import { END, START, excludeSystemEvents, eventTypeFilter, streamNameFilter } from '@eventstore/db-client';
import type { AllStreamSubscription, Position, SubscribeToAllOptions } from '@eventstore/db-client';
import { expect } from 'chai';
import {
  all,
  errorFrom,
  events,
  fresh,
  take,
  until,
  useEndpoint,
} from '#test/embedded/eventstore/support.js';
import { allSince, mark } from './support.js';

const confirmed = (subscription: AllStreamSubscription): Promise<unknown> =>
  new Promise((resolve) => subscription.once('confirmation', resolve));

/** Streams of one test: whoever else writes to the same server is left out. */
const ours = () => {
  const family = fresh('family');
  const stream = (n: number): string => `${family}-${String(n)}`;
  return { stream, filter: streamNameFilter({ prefixes: [family] }) };
};

describe('conformance: a subscription to $all', () => {
  const store = useEndpoint();

  it('shows everything in the order of commits', async () => {
    const fromPosition = await mark(store.client());
    await store.client().appendToStream(fresh(), events(80));
    const written = await allSince(store.client(), fromPosition);
    const found = await take(store.client().subscribeToAll({ fromPosition }), written.length);
    expect(found.map(({ event }) => event?.id)).to.deep.equal(written.map(({ event }) => event?.id));
  });

  it('from the start begins with the very first event', async () => {
    const [first] = await all(store.client().readAll({ maxCount: 1 }));
    const [found] = await take(store.client().subscribeToAll({ fromPosition: START }), 1);
    expect(found?.event?.id).to.equal(first?.event?.id);
  });

  it('starts after the given position', async () => {
    const from = await mark(store.client());
    await store.client().appendToStream(fresh(), events(3));
    const written = await allSince(store.client(), from);
    const fromPosition = written.at(-2)?.event?.position ?? START;
    const [found] = await take(store.client().subscribeToAll({ fromPosition }), 1);
    expect(found?.event?.id).to.equal(written.at(-1)?.event?.id);
  });

  it('from the end shows only what comes after its confirmation', async () => {
    const [event] = events(1);
    const { stream, filter } = ours();
    const subscription = store.client().subscribeToAll({ fromPosition: END, filter });
    const found = take(subscription, 1);
    await confirmed(subscription);
    await store.client().appendToStream(stream(0), event ?? []);
    expect((await found)[0]?.event?.id).to.equal(event?.id);
  });

  it('shows concurrent appends whole and in order', async () => {
    const { stream, filter } = ours();
    const subscription = store.client().subscribeToAll({ fromPosition: END, filter });
    const found = take(subscription, 300);
    await confirmed(subscription);
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => store.client().appendToStream(stream(n), events(3))),
    );
    const numbers = (await found).map(({ event }) => Number(event?.revision));
    expect(numbers).to.deep.equal(Array.from({ length: 300 }, (_, n) => n % 3));
  });
});

describe('conformance: a filter on $all', () => {
  const store = useEndpoint();

  let fromPosition: Position;

  beforeEach(async () => {
    fromPosition = await mark(store.client());
  });

  const found = async (filter: NonNullable<SubscribeToAllOptions['filter']>, count: number) =>
    (await take(store.client().subscribeToAll({ fromPosition, filter }), count)).map(({ event }) => event);

  it('selects by prefix of the stream name', async () => {
    const stream = fresh('設計');
    await store.client().appendToStream(fresh('other'), events(40));
    await store.client().appendToStream(stream, events(2));
    const selected = await found(streamNameFilter({ prefixes: [fresh('never'), stream.slice(0, -4)] }), 2);
    expect(selected.map((event) => event?.streamId)).to.deep.equal([stream, stream]);
  });

  it('selects by pattern of the stream name', async () => {
    const stream = fresh('pattern');
    await store.client().appendToStream(stream, events(1));
    const [event] = await found(streamNameFilter({ regex: '^pat{2}ern-' }), 1);
    expect(event?.streamId).to.equal(stream);
  });

  it('selects by prefix of the event type', async () => {
    await store.client().appendToStream(fresh(), events(1, 'PrefixedType'));
    const [event] = await found(eventTypeFilter({ prefixes: ['Prefixed'] }), 1);
    expect(event?.type).to.equal('PrefixedType');
  });

  it('selects by pattern of the event type', async () => {
    await store.client().appendToStream(fresh(), [...events(3, 'NotThis'), ...events(1, 'ThisOne')]);
    const [event] = await found(eventTypeFilter({ regex: '^This(One|Other)$' }), 1);
    expect(event?.type).to.equal('ThisOne');
  });

  it('takes prefixes as they are written, case and signs included', async () => {
    await store
      .client()
      .appendToStream(fresh(), [...events(3, 'a.b'), ...events(3, 'AxB'), ...events(1, 'A.B')]);
    const [event] = await found(eventTypeFilter({ prefixes: ['A.'] }), 1);
    expect(event?.type).to.equal('A.B');
  });

  it('can leave out what belongs to the system', async () => {
    await store.client().setStreamMetadata(fresh(), { maxCount: 3 });
    await store.client().appendToStream(fresh(), events(1));
    const written = await allSince(store.client(), fromPosition);
    const own = written.filter(({ event }) => event?.type.startsWith('$') === false);
    const selected = await found(excludeSystemEvents(), own.length);
    expect(selected.map((event) => event?.id)).to.deep.equal(own.map(({ event }) => event?.id));
  });

  it('is refused when its pattern is none', async () => {
    const subscription = store.client().subscribeToAll({ filter: eventTypeFilter({ regex: '(' }) });
    const error = await errorFrom(all(subscription));
    expect(error.message).to.include('filter');
  });
});

describe('conformance: checkpoints of a filtered subscription', () => {
  const store = useEndpoint();
  const matches = fresh('match');
  const checkpoints: Position[] = [];

  before(async () => {
    const fromPosition = await mark(store.client());
    await store.client().appendToStream(fresh(), events(100));
    const subscription = store.client().subscribeToAll({
      fromPosition,
      filter: streamNameFilter({
        prefixes: [matches],
        checkpointInterval: 1,
        checkpointReached: (_subscription, position) => {
          checkpoints.push(position);
        },
      }),
    });
    const caughtUp = new Promise((resolve) => subscription.once('caughtUp', resolve));
    subscription.on('data', () => undefined);
    await caughtUp;
    await store.client().appendToStream(fresh(), events(64));
    await until(() => checkpoints.length >= 6);
    await subscription.unsubscribe();
    await store.client().appendToStream(matches, events(1));
  });

  it('advance although nothing matches, and never go back', () => {
    const commits = checkpoints.map(({ commit }) => Number(commit));
    expect(commits).to.deep.equal([...new Set(commits)].sort((a, b) => a - b));
  });

  it('are points to resume from without losing anything', async () => {
    const filter = streamNameFilter({ prefixes: [matches] });
    const resumed = checkpoints.map(async (fromPosition) => {
      const [found] = await take(store.client().subscribeToAll({ fromPosition, filter }), 1);
      return found?.event?.streamId;
    });
    expect(await Promise.all(resumed)).to.deep.equal(checkpoints.map(() => matches));
  });
});
