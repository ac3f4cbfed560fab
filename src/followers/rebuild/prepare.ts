// Makes room for a build: empty tables, a checkpoint at the beginning, a line in the registry, all or
// nothing. Promises: a build that was begun with the same logic is gone on with; versions are never used
// twice. Needs the role that owns the tables.
import type pg from 'pg';
import { APP_GRANTS } from '#platform/postgres/migrate.js';
import { physicalTable, tableStatements } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { lockKey } from '../checkpoint.js';
import type { Deployment } from '../deployments/registry.js';
import { partitionsOf } from '../partitions/partition.js';
import { inTransaction } from './transaction.js';

const isTaken = async (client: pg.ClientBase, { tables }: Projection, version: number): Promise<boolean> => {
  const names = tables.map(({ name }) => physicalTable(name, version));
  const { rows } = await client.query('select from unnest($1::text[]) t where to_regclass(t) is not null', [
    names,
  ]);
  return rows.length > 0;
};

/** The version of the code where it is free, so that tables are called as people expect; else the next. */
const freeVersion = async (
  client: pg.ClientBase,
  projection: Projection,
  deployments: readonly Deployment[],
): Promise<number> => {
  const used = deployments.map(({ version }) => version);
  let version = Math.max(projection.version, ...used.map((one) => one + 1));
  while (await isTaken(client, projection, version)) version += 1;
  return version;
};

const beginParts = async (client: pg.ClientBase, name: string, { version, of }: Parts): Promise<void> => {
  for (const partition of partitionsOf(of))
    await client.query(
      `insert into checkpoints (projection, version, partition, partitions, lock_key, active)
       values ($1, $2, $3, $4, $5, false)`,
      [name, version, partition.index, of, lockKey({ name, version, partition })],
    );
};

interface Parts {
  readonly version: number;
  readonly of: number;
}

const begin = async (client: pg.ClientBase, { projection, deployments, of }: Preparing): Promise<number> => {
  const { name, version: logic, shape, tables } = projection;
  const version = await freeVersion(client, projection, deployments);
  for (const statement of tables.flatMap((table) => tableStatements(table, version)))
    await client.query(statement);
  await beginParts(client, name, { version, of });
  await client.query(
    `insert into deployments (projection, version, logic, shape, state) values ($1, $2, $3, $4, 'building')`,
    [name, version, logic, shape],
  );
  await client.query(APP_GRANTS);
  return version;
};

export interface Preparing {
  readonly projection: Projection;
  /** Those of this projection. */
  readonly deployments: readonly Deployment[];
  /** In how many parts to fill it; one that was begun keeps its own. */
  readonly of: number;
}

/** The version to build. */
export const prepareBuild = async (pool: pg.Pool, preparing: Preparing): Promise<number> => {
  const { projection, deployments } = preparing;
  const { version: logic, shape } = projection;
  const begun = deployments.find(
    (one) => one.state === 'building' && one.logic === logic && one.shape === shape,
  );
  return begun?.version ?? inTransaction(pool, (client) => begin(client, preparing));
};
