// Takes a version away that nobody reads. Promises: never the live one; followers let go of it first, so that
// they do not stumble. Killed half-way it leaves a build that nobody follows; the next rebuild clears it.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { DEPLOYMENTS_CHANNEL } from '../deployments/registry.js';
import { isHeld } from '../locks.js';
import { SwapRefused } from './swap.js';
import { inTransaction } from './transaction.js';

const FORGET_FINDINGS = 'delete from verification_findings where projection = $1 and version = $2';

const LET_GO_MS = 10_000;
const AGAIN_MS = 50;

const leave = (pool: pg.Pool, name: string, version: number): Promise<void> =>
  inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `update deployments set state = 'building', since = clock_timestamp()
       where projection = $1 and version = $2 and state <> 'live'`,
      [name, version],
    );
    if (rowCount === 0) throw new SwapRefused(`${name} v${version} is what readers see: it stays.`);
    await client.query('select pg_notify($1, $2)', [DEPLOYMENTS_CHANNEL, name]);
  });

const whenLeft = async (pool: pg.Pool, name: string, version: number): Promise<void> => {
  const end = performance.now() + LET_GO_MS;
  while (await isHeld(pool, { name, version })) {
    if (performance.now() >= end) throw new SwapRefused(`Somebody still works on ${name} v${version}.`);
    await pause(AGAIN_MS);
  }
};

/** Drops tables, checkpoint and registration of a version. Throws `SwapRefused`. */
export const discard = async (
  pool: pg.Pool,
  { name, tables }: Projection,
  version: number,
): Promise<void> => {
  await leave(pool, name, version);
  await whenLeft(pool, name, version);
  await inTransaction(pool, async (client) => {
    for (const table of tables)
      await client.query(`drop table if exists ${physicalTable(table.name, version)}`);
    await client.query('delete from checkpoints where projection = $1 and version = $2', [name, version]);
    await client.query('delete from parked_events where projection = $1 and version = $2', [name, version]);
    await client.query(FORGET_FINDINGS, [name, version]);
    await client.query('delete from deployments where projection = $1 and version = $2', [name, version]);
  });
};
