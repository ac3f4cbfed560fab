import { expect } from 'chai';
import type pg from 'pg';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import { startFollower, type Follower, type FollowerOptions } from '#followers/follower.js';
import type { FollowerFailure, FollowerState } from '#followers/supervise.js';
import { createPool } from '#platform/postgres/pool.js';
import { PROJECTIONS } from '#projections/index.js';
import { appendHistory, codec, type History } from '#test/support/history.js';
import { eventsOf, foldOf, rowsIn } from '#test/support/read-models.js';
import { until } from '#test/support/until.js';
import { logForTests, postgresForTests, type TestDatabase } from '#test/support/services.js';

/** A log, a migrated database, and followers between them. */
export interface World {
  readonly url: string;
  readonly client: LogClient;
  readonly database: TestDatabase;
  readonly pool: pg.Pool;
  /** Every failure a follower of this world told of, oldest first. */
  readonly failures: FollowerFailure[];
  start(options?: Partial<FollowerOptions>): Follower;
  append(history: History): Promise<Position>;
  /** Resolves when the database says that this position is handled, whoever did it. */
  handled(position: Position): Promise<void>;
  /** Fails unless the rows are a pure fold of the events up to the checkpoints. */
  expectFold(): Promise<void>;
  /** Stops every follower of this world; the world stays. */
  end(): Promise<void>;
  close(): Promise<void>;
}

/** Commit positions by projection. Those that are in a hurry move together; the others may be a moment behind. */
const reached = async (pool: Db) => {
  const { rows } = await pool.query<{ projection: string; at: string | null }>(
    'select projection, commit_position::text as at from checkpoints',
  );
  const places = new Map(rows.map(({ projection, at }) => [projection, BigInt(at ?? -1)]));
  const placeOf = (name: string): bigint => places.get(name) ?? -1n;
  const hurried = PROJECTIONS.filter(({ unhurried }) => unhurried !== true);
  expect(new Set(hurried.map(({ name }) => placeOf(name)))).to.have.lengthOf(1);
  return { placeOf, furthest: [...places.values()].reduce((one, other) => (one > other ? one : other), -1n) };
};

const lowestCheckpoint = async (pool: pg.Pool): Promise<bigint> => {
  const { rows } = await pool.query<{ at: string }>(
    'select min(coalesce(commit_position, -1))::text as at from checkpoints',
  );
  return BigInt(rows[0]?.at ?? -1);
};

/** Checkpoints and the rows that go with them: followers may be at work. */
const atOneMoment = async (pool: pg.Pool) => {
  const client = await pool.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    return { ...(await reached(client)), rows: await rowsIn(client) };
  } finally {
    client.release(true);
  }
};

export const createWorld = async (log?: { readonly url: string }): Promise<World> => {
  const { url } = log ?? (await logForTests());
  const client = connectLog(url);
  const database = await postgresForTests();
  const pool = createPool({ url: database.appUrl, max: 8, applicationName: 'test' });
  const followers: Follower[] = [];
  const failures: FollowerFailure[] = [];
  return {
    url,
    client,
    database,
    pool,
    failures,
    start: (options) => {
      const follower = startFollower({
        log: url,
        codec,
        pool,
        projections: PROJECTIONS,
        notify: true,
        ...options,
        onFailure: (failure) => {
          failures.push(failure);
          options?.onFailure?.(failure);
        },
      });
      followers.push(follower);
      return follower;
    },
    append: (history) => appendHistory(client, history),
    handled: async ({ commit }) => {
      await until(async () => (await lowestCheckpoint(pool)) >= commit || undefined, 60_000);
    },
    expectFold: async () => {
      const { placeOf, furthest, rows } = await atOneMoment(pool);
      const events = await eventsOf(client, furthest);
      const expected = PROJECTIONS.map((projection) => {
        const handled = events.filter(({ position }) => position.commit <= placeOf(projection.name));
        return foldOf(handled, [projection]);
      });
      expect(rows).to.deep.equal(Object.assign({}, ...expected));
    },
    end: async () => {
      await Promise.all(followers.splice(0).map((follower) => follower.stop()));
    },
    close: async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      await pool.end();
      await client.dispose();
    },
  };
};

/** Resolves when the follower tells this state; for `onState`. */
export const stateWatch = () => {
  const waiting: { readonly state: FollowerState; readonly resolve: () => void }[] = [];
  let current: FollowerState = 'starting';
  return {
    onState: (state: FollowerState): void => {
      current = state;
      for (const waiter of waiting) if (waiter.state === state) waiter.resolve();
    },
    reached: (state: FollowerState): Promise<void> =>
      new Promise((resolve) => {
        if (current === state) resolve();
        else waiting.push({ state, resolve });
      }),
  };
};
