// A log of as many events as wanted, and what a server on it takes to start, to hold and to read.

import { randomUUID } from 'node:crypto';
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { ANY } from '#embedded/eventstore/wire/expected.js';
import { startChild } from './child-process.js';
import { ownMemory } from './slow-subscribers.js';
import { all } from './support.js';

const BATCH = 500;
const STREAMS = 1_000;
/** Half of all events are in one stream, the others spread over a thousand. */
const LARGE = 'large-stream';
const READS = 200;

const append = (store: Store, stream: string, count: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const events = Array.from({ length: count }, () => ({
      ...{ id: randomUUID(), type: 'Happened', isJson: true, customMetadata: Buffer.alloc(0) },
      data: Buffer.from(`{"text":"${'x'.repeat(200)}"}`),
    }));
    store.writer.append({ stream, expected: ANY, events }, ({ kind }) => {
      if (kind === 'written') resolve();
      else reject(new Error(kind));
    });
  });

/** Adds events to the log in a folder that nobody serves. */
export const fill = async (dataDir: string, count: number): Promise<void> => {
  const onError = (error: Error): never => {
    throw error;
  };
  const store = await openStore({ dataDir, sync: false, onError });
  for (let done = 0; done < count; done += 2 * BATCH) {
    const stream = `small-${String((done / BATCH) % STREAMS)}`;
    await Promise.all([append(store, LARGE, BATCH), append(store, stream, BATCH)]);
  }
  await store.close();
};

export interface Measured {
  readonly events: number;
  /** From starting the process until it serves, the best of some starts: ms. */
  readonly startMs: number;
  /** Of one event anywhere, and of the last ten of a stream: median, ms. */
  readonly pointMs: number;
  readonly tailMs: number;
  /** Memory of its own after start, and the most while all of $all is read: MiB. */
  readonly memoryAtStart: number;
  readonly memoryReading: number;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const readPoints = async (client: EventStoreDBClient, events: number): Promise<number> => {
  const times: number[] = [];
  for (let n = 0; n < READS; n++) {
    const fromRevision = BigInt(Math.floor((events / 2) * Math.random()));
    times.push(await timed(() => all(client.readStream(LARGE, { fromRevision, maxCount: 1 }))));
  }
  return median(times);
};

const readTails = async (client: EventStoreDBClient): Promise<number> => {
  const options = { direction: BACKWARDS, fromRevision: END, maxCount: 10 } as const;
  const times: number[] = [];
  for (let n = 0; n < READS; n++) times.push(await timed(() => all(client.readStream(LARGE, options))));
  return median(times);
};

/** Reads everything; answers how much it was, and the most memory the server had on the way. */
const readEverything = async (
  client: EventStoreDBClient,
  pid: number | undefined,
): Promise<{ seen: number; most: number }> => {
  let [seen, most] = [0, 0];
  for await (const { event } of client.readAll()) {
    if (event?.type === 'Happened') seen++;
    if (seen % 10_000 === 0) most = Math.max(most, ownMemory(pid));
  }
  return { seen, most };
};

const bestStart = async (dataDir: string): Promise<number> => {
  const times: number[] = [];
  for (let n = 0; n < 3; n++) {
    times.push(
      await timed(async () => {
        const child = await startChild({ args: ['--data', dataDir, '--port', '0'] });
        child.process.once('close', () => undefined);
        await child.kill('SIGKILL');
      }),
    );
  }
  return Math.min(...times);
};

/** Measures a log of `events` events; throws when it is not all there. */
export const measure = async (dataDir: string, events: number): Promise<Measured> => {
  const startMs = await bestStart(dataDir);
  const child = await startChild({ args: ['--data', dataDir, '--port', '0'] });
  const client = EventStoreDBClient.connectionString(child.url);
  const memoryAtStart = ownMemory(child.process.pid);
  const [pointMs, tailMs] = [await readPoints(client, events), await readTails(client)];
  const { seen, most } = await readEverything(client, child.process.pid);
  await client.dispose();
  await child.kill('SIGTERM');
  if (seen !== events) throw new Error(`${String(seen)} events instead of ${String(events)}`);
  return { events, startMs, pointMs, tailMs, memoryAtStart, memoryReading: most };
};
