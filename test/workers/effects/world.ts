import type pg from 'pg';
import { systemCaller } from '#commands/system-caller.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog } from '#eventlog/log-client.js';
import { systemClock } from '#platform/clock.js';
import { integerIdOf, randomId } from '#platform/ids.js';
import { createPool } from '#platform/postgres/pool.js';
import { createClosing } from '#platform/shutdown.js';
import type { Handler } from '#workers/effects/handler.js';
import { startRedisProcess, type RedisProcess } from '#test/support/redis-process.js';
import { logForTests, postgresForTests } from '#test/support/services.js';
import { until } from '#test/support/until.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { openCarrier, type Carrier } from './example/carrier.js';
import { parcel, parcelEvents, type ParcelEvent } from './example/parcel.js';
import { keyOf } from './example/shipping.js';
import { spawnWorker, type SpawnedWorker } from './spawned-worker.js';

export interface Row {
  readonly key: string;
  readonly state: string;
  readonly attempt: number;
  readonly tries: number;
  readonly last_error: string | null;
}

/** Log, database, Redis and a carrier, and workers between them. */
export interface World {
  readonly url: string;
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly redis: RedisProcess;
  readonly carrier: Carrier;
  /** Orders a parcel and answers its id. */
  order(at?: Date): Promise<number>;
  orders(count: number): Promise<number[]>;
  worker(options?: { fault?: string; terms?: Partial<Handler>; concurrency?: number }): SpawnedWorker;
  /** The events of a parcel. */
  events(id: number): Promise<readonly ParcelEvent[]>;
  row(id: number): Promise<Row | undefined>;
  /** Resolves when the rows of these parcels are in this state. */
  reached(state: string, ids: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

export const codec = createCodec({ parcel: parcelEvents });

const orderIn = async (log: EventLog, at: Date): Promise<number> => {
  const parcelId = integerIdOf(randomId(), 0);
  const { context } = systemCaller(systemClock, { kind: 'system', id: 'test' });
  const command: ParcelEvent = { type: 'ParcelOrdered', data: { parcelId, at: at.toISOString() } };
  await log.execute({ aggregate: parcel, id: parcelId, command, context });
  return parcelId;
};

const eventsIn = async (log: EventLog, id: number): Promise<ParcelEvent[]> => {
  const events: ParcelEvent[] = [];
  for await (const { event } of log.read(`parcel-${id}`)) events.push(event as ParcelEvent);
  return events;
};

/** Processes have to start, on a machine that may be busy. */
const PATIENCE_MS = 25_000;

const ROWS = 'select key, state, attempt, tries, last_error from effects where key = any($1)';

export const createEffectsWorld = async (): Promise<World> => {
  const closing = createClosing((_name, error) => {
    throw error;
  });
  const folder = await temporaryFolder();
  closing.add('folder', folder.remove);
  const [{ url }, database] = await Promise.all([logForTests(), postgresForTests()]);
  const redis = await startRedisProcess(folder.path);
  closing.add('redis', redis.kill);
  const carrier = await openCarrier();
  closing.add('carrier', carrier.close);
  const client = connectLog(url);
  closing.add('log', () => client.dispose());
  const log = createEventLog(client, codec);
  const pool = createPool({ url: database.appUrl, max: 4, applicationName: 'test' });
  closing.add('pool', () => pool.end());
  const workers: SpawnedWorker[] = [];
  closing.add('workers', () => workers.forEach((worker) => worker.kill()));
  const rows = async (ids: readonly number[]): Promise<Row[]> =>
    (await pool.query<Row>(ROWS, [ids.map(keyOf)])).rows;
  const order = (at = new Date()): Promise<number> => orderIn(log, at);
  return {
    ...{ url, pool, log, redis, carrier, order },
    orders: (count) => Promise.all(Array.from({ length: count }, () => order())),
    worker: ({ fault = '', terms = {}, concurrency = 4 } = {}) => {
      const addresses = { logUrl: url, databaseUrl: database.appUrl, redisUrl: redis.url };
      const worker = spawnWorker({ ...addresses, carrierUrl: carrier.url, concurrency, terms }, fault);
      workers.push(worker);
      return worker;
    },
    events: (id) => eventsIn(log, id),
    row: async (id) => (await rows([id]))[0],
    reached: (state, ids) =>
      until(async () => {
        const there = await rows(ids);
        const all = there.length === ids.length && there.every((row) => row.state === state);
        return all || undefined;
      }, PATIENCE_MS).then(() => undefined),
    close: () => closing.close(),
  };
};

/** The types of a parcel's events that end it. */
export const endsOf = (events: readonly ParcelEvent[]): string[] =>
  events.map(({ type }) => type).filter((type) => type === 'ParcelSent' || type === 'ParcelGivenUp');
