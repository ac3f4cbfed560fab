import { isDeepStrictEqual } from 'node:util';
import { FORWARDS, START } from '@eventstore/db-client';
import { expect } from 'chai';
import type pg from 'pg';
import type { Aggregate } from '#domain/kit/decider.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { rawEvent, recordedEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { startFollower, type Follower, type FollowerOptions } from '#followers/follower.js';
import { createParkingDesk, type ParkingDesk } from '#followers/parking-desk.js';
import type { ParkingNotice } from '#followers/parking/notice.js';
import type { FollowerFailure } from '#followers/supervise.js';
import { systemClock } from '#platform/clock.js';
import type { Position } from '#platform/position.js';
import { createPool } from '#platform/postgres/pool.js';
import { createStatements } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { anyContext } from '#test/support/history.js';
import { foldOf, rowsIn } from '#test/support/read-models.js';
import { logForTests, postgresForTests } from '#test/support/services.js';
import { codec, nextVersion, thingsProjection, type ThingEvent } from './example/things.js';

export interface Waiting {
  readonly stream: string;
  readonly revision: number;
  readonly code: string | null;
  readonly attempts: number;
}

/** A log with things, a database with their tables, and followers between them. */
export interface World {
  readonly url: string;
  readonly databaseUrl: string;
  readonly client: LogClient;
  readonly pool: pg.Pool;
  readonly log: EventLog;
  readonly desk: ParkingDesk;
  readonly failures: FollowerFailure[];
  readonly notices: ParkingNotice[];
  start(options?: Partial<FollowerOptions>): Follower;
  /** Has the things' follower handle all there is in the log. */
  settled(follower: Follower): Promise<void>;
  /** Appends to the stream of the thing; answers where the last event is. */
  append(id: number, events: readonly ThingEvent[]): Promise<Position>;
  /** What waits, in the order of the log. */
  waiting(version?: number): Promise<readonly Waiting[]>;
  events(): Promise<readonly RecordedEvent[]>;
  /** Fails unless the rows are the fold of the log, up to the checkpoint, without what waits and without `skipped`. */
  expectFold(projection?: Projection, skipped?: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

const anything: Aggregate<null, readonly ThingEvent[], ThingEvent> = {
  category: 'thing',
  initial: null,
  evolve: () => null,
  decide: (_state, events) => events,
};

/** Reads on from where it was: all events of things there are. */
const createReader = (client: LogClient) => {
  const events: RecordedEvent[] = [];
  return async (): Promise<readonly RecordedEvent[]> => {
    const last = events.at(-1);
    const fromPosition = last?.position ?? START;
    for await (const resolved of client.readAll({ direction: FORWARDS, fromPosition })) {
      const raw = rawEvent(resolved);
      if (raw?.stream.startsWith('thing-') && raw.id !== last?.id) events.push(recordedEvent(codec, raw));
    }
    return events;
  };
};

/** Position of the last event the projection has handled. */
const checkpoint = async (pool: pg.Pool, { version }: Projection): Promise<bigint> => {
  const { rows } = await pool.query<{ at: string | null }>(
    `select commit_position::text as at from checkpoints where projection = 'things' and version = $1`,
    [version],
  );
  return BigInt(rows[0]?.at ?? -1);
};

const WAITING = `
select stream, revision, code, attempts, event_id as id from parked_events
where projection = 'things' and version = $1 order by commit_position`;

export const createWorld = async (): Promise<World> => {
  const { url } = await logForTests();
  const client = connectLog(url);
  const { ownerUrl: databaseUrl } = await postgresForTests();
  const pool = createPool({ url: databaseUrl, max: 8, applicationName: 'test' });
  for (const statement of [nextVersion, thingsProjection].flatMap(createStatements))
    await pool.query(statement);
  const log = createEventLog(client, codec);
  const desk = createParkingDesk({ db: pool, log: () => Promise.resolve(log), clock: systemClock });
  const readEvents = createReader(client);
  const followers: Follower[] = [];
  const failures: FollowerFailure[] = [];
  const notices: ParkingNotice[] = [];
  const waiting = async (version = 1) =>
    (await pool.query<Waiting & { id: string }>(WAITING, [version])).rows;
  return {
    url,
    databaseUrl,
    client,
    pool,
    log,
    desk,
    failures,
    notices,
    start: (options) => {
      const follower = startFollower({
        log: url,
        codec,
        pool,
        projections: [thingsProjection],
        notify: true,
        onFailure: (failure) => failures.push(failure),
        onParked: (notice) => notices.push(notice),
        ...options,
      });
      followers.push(follower);
      return follower;
    },
    settled: async (follower) => {
      const { position } = (await readEvents()).at(-1) ?? {};
      if (position) await follower.settled(position);
    },
    append: async (id, events) => {
      const { position } = await log.execute({
        aggregate: anything,
        id,
        command: events,
        context: anyContext(),
      });
      if (!position) throw new Error('There was nothing to append.');
      return position;
    },
    waiting: async (version) =>
      (await waiting(version)).map(({ stream, revision, code, attempts }) => ({
        stream,
        revision,
        code,
        attempts,
      })),
    events: () => readEvents(),
    expectFold: async (projection = thingsProjection, skipped = []) => {
      const left = new Set([...(await waiting(projection.version)).map(({ id }) => id), ...skipped]);
      const reached = await checkpoint(pool, projection);
      const handled = (await readEvents()).filter(
        ({ id, position }) => position.commit <= reached && !left.has(id),
      );
      const [rows, fold] = [await rowsIn(pool, [projection]), foldOf(handled, [projection])];
      // Comparing thousands of rows field by field takes seconds: only to say where they differ.
      if (!isDeepStrictEqual(rows, fold)) expect(rows).to.deep.equal(fold);
    },
    close: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      await pool.end();
      await client.dispose();
    },
  };
};
