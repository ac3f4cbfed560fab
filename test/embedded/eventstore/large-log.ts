// A log of as many events as wanted, and what a server on it takes to start, to hold and to read.

import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BACKWARDS, END, EventStoreDBClient } from '@eventstore/db-client';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { ANY } from '#embedded/eventstore/wire/expected.js';
import { startChild, type Child } from './child-process.js';
import { ownMemory } from './slow-subscribers.js';
import { all } from './support.js';

const BATCH = 500;
const STREAMS = 1_000;
/** Half of all events are in one stream, the others spread over a thousand. */
const LARGE = 'large-stream';
const READS = 200;
const STARTS = 5;

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
const fill = async (dataDir: string, count: number): Promise<void> => {
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

export interface Log {
  readonly events: number;
  readonly dataDir: string;
}

/** Logs of growing size, each a copy of the one before with more. */
export const makeLogs = async (parent: string, sizes: readonly number[]): Promise<Log[]> => {
  const logs: Log[] = [];
  for (const events of sizes) {
    const dataDir = join(parent, String(events));
    const before = logs.at(-1);
    mkdirSync(dataDir);
    if (before !== undefined) copyFileSync(join(before.dataDir, 'data.mdb'), join(dataDir, 'data.mdb'));
    await fill(dataDir, events - (before?.events ?? 0));
    logs.push({ events, dataDir });
  }
  return logs;
};

/** A log that is served, and what was measured of it. Times in ms, memory of its own in MiB. */
export interface Measured {
  readonly events: number;
  /** From starting the process until it serves, by start. */
  readonly starts: number[];
  /** Reads of one event anywhere, and of the last ten of a stream. */
  readonly points: number[];
  readonly tails: number[];
  memoryAtStart: number;
  /** The most while all of $all is read. */
  memoryReading: number;
}

const start = (dataDir: string) => startChild({ args: ['--data', dataDir, '--port', '0'] });

const timed = async <T>(times: number[], work: () => Promise<T>): Promise<T> => {
  const started = performance.now();
  const result = await work();
  times.push(performance.now() - started);
  return result;
};

interface Served extends Log {
  readonly child: Child;
  readonly client: EventStoreDBClient;
  readonly measured: Measured;
}

const serve = async (log: Log): Promise<Served> => {
  const starts: number[] = [];
  const child = await timed(starts, () => start(log.dataDir));
  const client = EventStoreDBClient.connectionString(child.url);
  const memoryAtStart = ownMemory(child.process.pid);
  const measured = { events: log.events, starts, points: [], tails: [], memoryAtStart, memoryReading: 0 };
  return { ...log, child, client, measured };
};

const startOnceMore = async ({ dataDir }: Log, measured: Measured): Promise<void> => {
  const child = await timed(measured.starts, () => start(dataDir));
  await child.kill('SIGTERM');
};

const readOnce = async ({ client, events, measured }: Served): Promise<void> => {
  const fromRevision = BigInt(Math.floor((events / 2) * Math.random()));
  const tail = { direction: BACKWARDS, fromRevision: END, maxCount: 10 } as const;
  await timed(measured.points, () => all(client.readStream(LARGE, { fromRevision, maxCount: 1 })));
  await timed(measured.tails, () => all(client.readStream(LARGE, tail)));
};

/** Reads everything and keeps the most memory the server had on the way; throws when something is missing. */
const readEverything = async ({ client, child, events, measured }: Served): Promise<void> => {
  let seen = 0;
  for await (const { event } of client.readAll()) {
    if (event?.type === 'Happened') seen++;
    if (seen % 10_000 > 0) continue;
    measured.memoryReading = Math.max(measured.memoryReading, ownMemory(child.process.pid));
  }
  if (seen !== events) throw new Error(`${String(seen)} events instead of ${String(events)}`);
};

/** Measures all logs in turns, so that what else the machine does meets all of them alike. */
export const measure = async (logs: readonly Log[]): Promise<Measured[]> => {
  const served: Served[] = [];
  for (const log of logs) served.push(await serve(log));
  for (let n = 0; n < READS; n++) for (const one of served) await readOnce(one);
  for (const one of served) await readEverything(one);
  for (const { client, child } of served) {
    await client.dispose();
    await child.kill('SIGTERM');
  }
  for (let n = 1; n < STARTS; n++) for (const one of served) await startOnceMore(one, one.measured);
  return served.map(({ measured }) => measured);
};
