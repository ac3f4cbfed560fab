// Loads on an event store through the official client. Each checks what comes back.
import {
  EventStoreDBClient,
  START,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { latencies } from '../lib/stats.mjs';
import { eventParts } from '../store/events.mjs';
import { closedLoop } from './closed-loop.mjs';

const withClient = async (url, work) => {
  const client = EventStoreDBClient.connectionString(url);
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
};

const eventsOf = (count) => Array.from({ length: count }, () => jsonEvent(eventParts()));

const slots = (inFlight) => Array.from({ length: inFlight }, () => ({ stream: `bench-${randomUUID()}` }));

/** Appends of `batch` events at exact revisions, so many at a time, each on a stream of its own. */
export const storeAppendLoad = ({ url, inFlight, batch, seconds, canned }) =>
  withClient(url, async (client) => {
    const step = async (slot) => {
      const expectedRevision = slot.revision ?? 'no_stream';
      const started = performance.now();
      const { nextExpectedRevision } = await client.appendToStream(slot.stream, eventsOf(batch), {
        expectedRevision,
      });
      const wanted = BigInt(batch) + (slot.revision ?? -1n);
      if (!canned && nextExpectedRevision !== wanted)
        throw new Error(`at ${nextExpectedRevision}, not ${wanted}`);
      slot.revision = nextExpectedRevision;
      return performance.now() - started;
    };
    const figures = await closedLoop(slots(inFlight), seconds, step);
    return { ...figures, eventsPerSecond: figures.perSecond * batch };
  });

/** Fills one stream; answers its name. */
export const storeFillLoad = ({ url, count }) =>
  withClient(url, async (client) => {
    const stream = `bench-${randomUUID()}`;
    for (let done = 0; done < count; done += 500) await client.appendToStream(stream, eventsOf(500));
    return { stream };
  });

const rate = async (count, work) => {
  const started = performance.now();
  const seen = await work();
  if (seen !== count) throw new Error(`${seen} events instead of ${count}`);
  return { perSecond: (count / (performance.now() - started)) * 1000 };
};

const countAll = async (source) => {
  let seen = 0;
  for await (const { event } of source) if (event.data.name !== undefined) seen += 1;
  return seen;
};

/** Waits for so many events of a subscription; `handle` gets each. */
const countUntil = (subscription, count, handle = () => undefined) =>
  new Promise((resolve, reject) => {
    let seen = 0;
    subscription.on('error', reject);
    subscription.on('data', (resolved) => {
      handle(resolved);
      seen += 1;
      if (seen === count) resolve(seen);
    });
  });

/** Events a second of a read of a stream or of $all, or of a subscription that catches up. */
export const storeReadLoad = ({ url, what, stream, count }) =>
  withClient(url, (client) =>
    rate(count, async () => {
      if (what === 'stream') return countAll(client.readStream(stream, { maxCount: count }));
      if (what === 'all')
        return countAll(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: count }));
      const subscription = client.subscribeToStream(stream, { fromRevision: START });
      const seen = await countUntil(subscription, count);
      await subscription.unsubscribe();
      return seen;
    }),
  );

/** Events a second through a persistent subscription that acknowledges each. */
export const storePersistentLoad = ({ url, stream, count }) =>
  withClient(url, async (client) => {
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: START });
    await client.createPersistentSubscriptionToStream(stream, 'bench', settings);
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, 'bench', {
      bufferSize: 200,
    });
    const figures = await rate(count, () =>
      countUntil(subscription, count, (event) => void subscription.ack(event)),
    );
    await subscription.unsubscribe();
    await client.deletePersistentSubscriptionToStream(stream, 'bench');
    return figures;
  });

/** Appends at a steady rate; how long after the call, and after its answer, the event is with a subscriber. */
export const storeLiveLoad = ({ url, perSecond, seconds }) =>
  withClient(url, async (client) => {
    const count = Math.floor(perSecond * seconds);
    const stream = `bench-live-${randomUUID()}`;
    const [sent, answered, arrived] = [[], [], []];
    const subscription = client.subscribeToStream(stream);
    const done = countUntil(subscription, count, ({ event }) => (arrived[event.data.n] = performance.now()));
    await new Promise((resolve) => subscription.once('caughtUp', resolve));
    const started = performance.now();
    const appends = [];
    const append = async (n) => {
      sent[n] = performance.now();
      await client.appendToStream(stream, jsonEvent(eventParts({ n })));
      answered[n] = performance.now();
    };
    while (appends.length < count) {
      const due = Math.min(count, ((performance.now() - started) * perSecond) / 1000);
      while (appends.length < due) appends.push(append(appends.length));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all([...appends, done]);
    await subscription.unsubscribe();
    return {
      perSecond,
      fromCall: latencies(arrived.map((at, n) => at - sent[n])),
      fromAnswer: latencies(arrived.map((at, n) => Math.max(0, at - answered[n]))),
    };
  });
