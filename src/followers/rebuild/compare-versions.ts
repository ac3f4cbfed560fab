// Compares two versions of a projection as they are at one moment and one position of the log. Promises: what
// differs is a difference of logic or of rows, never of progress. Fails with SwapRefused when the two are not
// at the same position for too long: then one of them is followed by nobody.
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { fault } from '#platform/fault.js';
import type { Position } from '#platform/position.js';
import { physicalTable } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import type { Table } from '#projections/kit/table.js';
import { furthest, isSamePlace, placesOf, readPlaces } from '../deployments/places.js';
import { compareTable, isEqual, type TableComparison } from './compare.js';
import { SwapRefused } from './swap.js';
import { inTransaction } from './transaction.js';

export interface Comparison {
  readonly projection: string;
  readonly from: number;
  readonly to: number;
  readonly equal: boolean;
  /** Of the last event both have handled, in whatever part; null: none. */
  readonly at: Position | null;
  readonly tables: readonly TableComparison[];
}

export interface Versions {
  readonly pool: pg.Pool;
  readonly projection: Projection;
  readonly from: number;
  readonly to: number;
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 10_000;
const AGAIN_MS = 50;
const ONE_MOMENT = 'isolation level repeatable read read only';

const exists = async (client: pg.ClientBase, table: string): Promise<boolean> =>
  (await client.query('select where to_regclass($1) is not null', [table])).rowCount === 1;

/** A table the version before did not have. */
const newTable = async (client: pg.ClientBase, name: string, physical: string): Promise<TableComparison> => {
  const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${physical}`);
  const after = rows[0]?.count ?? 0;
  return { table: name, before: 0, after, onlyBefore: 0, onlyAfter: after, columns: {}, samples: [] };
};

const compareOne = async (
  client: pg.ClientBase,
  table: Table,
  { from, to }: Versions,
): Promise<TableComparison> => {
  const [before, after] = [physicalTable(table.name, from), physicalTable(table.name, to)];
  if (!(await exists(client, before))) return newTable(client, table.name, after);
  return compareTable(client, { table, before, after });
};

const compareNow = (versions: Versions): Promise<Comparison | undefined> =>
  inTransaction(
    versions.pool,
    async (client) => {
      const { projection, from, to } = versions;
      const places = await readPlaces(client, projection.name);
      const before = placesOf(places, from);
      if (!isSamePlace(before, placesOf(places, to))) return undefined;
      const tables: TableComparison[] = [];
      for (const table of projection.tables) tables.push(await compareOne(client, table, versions));
      const at = furthest(before)?.position ?? null;
      return { projection: projection.name, from, to, equal: tables.every(isEqual), at, tables };
    },
    ONE_MOMENT,
  );

export const compareVersions = async (versions: Versions): Promise<Comparison> => {
  const end = performance.now() + (versions.patienceMs ?? PATIENCE_MS);
  for (;;) {
    const comparison = await compareNow(versions);
    if (comparison) {
      fault('build-compared');
      return comparison;
    }
    if (performance.now() >= end) break;
    await pause(AGAIN_MS);
  }
  const { projection, from, to } = versions;
  throw new SwapRefused(
    `${projection.name} v${from} and v${to} are not at the same position: a follower has to keep both.`,
  );
};
