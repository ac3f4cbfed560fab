// Turns the views of a projection to another version of its tables. Promises: all views in one transaction,
// while nobody moves a checkpoint, and only when the other version is at least as new: no reader ever sees an
// older state than before. Readers are not held up: where one still reads, the swap gives way and tries
// again. Fails with SwapRefused, which says why; then nothing has changed.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { fault } from '#platform/fault.js';
import { APP_GRANTS } from '#platform/postgres/migrate.js';
import { viewStatement } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { isHeld, isKept } from '../locks.js';
import { isBehind, placesOf, readPlaces, type Place } from '../deployments/places.js';
import { DEPLOYMENTS_CHANNEL } from '../deployments/registry.js';
import { inTransaction } from './transaction.js';

export class SwapRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'SwapRefused';
  }
}

/** The version is behind the one it is to replace: passes when somebody keeps it up to date. */
class Behind extends SwapRefused {}

export interface Swap {
  readonly pool: pg.Pool;
  /** The code whose shape the views have. */
  readonly projection: Projection;
  /** The version whose views, and readers, it is to take; undefined: there is none. */
  readonly from: number | undefined;
  readonly to: number;
  /** How long to wait for the version to catch up, and for readers to leave a gap. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 5_000;
const AGAIN_MS = 50;
/** Less than Postgres waits before it looks for a deadlock, and picks somebody to fail: never a reader. */
const LOCK_TIMEOUT = `set local lock_timeout = '250ms'`;
const LOCK_NOT_AVAILABLE = '55P03';

const requireForward = (places: readonly Place[], { projection: { name }, from, to }: Swap): void => {
  const next = placesOf(places, to);
  // It may just be divided otherwise.
  if (next.length === 0) throw new Behind(`${name} v${to} has no checkpoint.`);
  if (isBehind(next, placesOf(places, from)))
    throw new Behind(`${name} v${to} is behind v${from}: its readers would see an older state.`);
};

/** What is followed must stay followed: rows that nobody updates would be old in a moment. */
const requireKept = async (client: pg.ClientBase, { projection, from, to }: Swap): Promise<void> => {
  const { name } = projection;
  if (from === undefined || !(await isHeld(client, { name, version: from }))) return;
  if (!(await isKept(client, { name, version: to })))
    throw new Behind(`No follower keeps ${name} v${to} up to date: start one of this release first.`);
};

/**
 * Queries that read several views lock them in an order of their own, and whoever has the first waits for the
 * last: each attempt turns the views in another order, until one goes with the queries that are there.
 */
const inAnotherOrder = <T>(items: readonly T[], attempt: number): readonly T[] => {
  const turned = attempt % 2 === 0 ? items : [...items].reverse();
  const by = Math.floor(attempt / 2) % items.length;
  return [...turned.slice(by), ...turned.slice(0, by)];
};

const turn = async (client: pg.ClientBase, { projection, to }: Swap, attempt: number): Promise<void> => {
  const { name, shape, tables } = projection;
  for (const table of inAnotherOrder(tables, attempt)) await client.query(viewStatement(table, to, shape));
  const { rowCount: replaced } = await client.query(
    `update deployments set state = 'standby', since = clock_timestamp(), live_until = clock_timestamp()
     where projection = $1 and shape = $2 and state = 'live'`,
    [name, shape],
  );
  await client.query(
    `update deployments set state = 'live', since = clock_timestamp(), live_until = null
     where projection = $1 and version = $2`,
    [name, to],
  );
  await client.query('update checkpoints set active = false where projection = $1 and active', [name]);
  await client.query('update checkpoints set active = true where projection = $1 and version = $2', [
    name,
    to,
  ]);
  // Views that were not there yet.
  if (replaced === 0) await client.query(APP_GRANTS);
  await client.query('select pg_notify($1, $2)', [DEPLOYMENTS_CHANNEL, name]);
};

const swapOnce = (swap: Swap, attempt: number): Promise<void> =>
  inTransaction(swap.pool, async (client) => {
    await client.query(LOCK_TIMEOUT);
    const places = await readPlaces(client, swap.projection.name, { locking: true });
    requireForward(places, swap);
    await requireKept(client, swap);
    await turn(client, swap, attempt);
    fault('before-swap');
  });

const mayPass = (error: unknown): boolean =>
  error instanceof Behind || (error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE);

/** Makes `to` what readers see. */
export const swap = async (swapping: Swap): Promise<void> => {
  const end = performance.now() + (swapping.patienceMs ?? PATIENCE_MS);
  for (let attempt = 0; ; attempt += 1) {
    try {
      await swapOnce(swapping, attempt);
      break;
    } catch (error) {
      if (!mayPass(error) || performance.now() >= end) throw error;
    }
    await pause(AGAIN_MS);
  }
  fault('after-swap');
};
