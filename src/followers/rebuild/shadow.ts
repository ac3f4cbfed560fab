// Folds the whole history into temporary tables and compares them with the live ones. Promises: both are at
// the position the live checkpoint had when it began, whatever happens meanwhile; nothing is left behind, and
// nobody waits. It holds one transaction open for as long as it takes. Needs a role that may make temporary
// tables.
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import { physicalTable, tableBody } from '#projections/kit/ddl.js';
import type { Projection } from '#projections/kit/projection.js';
import { covers, furthest, placesOf, readPlaces } from '../deployments/places.js';
import { leftOut } from '../parking/left-out.js';
import { planFor } from '../parking/plan-for.js';
import type { FollowedLog } from '../source.js';
import { tablesSubject } from '../subject.js';
import { answersOf } from '../write.js';
import { compareTable, isEqual, type TableComparison } from './compare.js';
import type { Comparison } from './compare-versions.js';
import { eachChunk } from './history.js';
import { createMeter, type OnRebuildProgress } from './meter.js';
import { inTransaction } from './transaction.js';

export interface Shadowing {
  readonly pool: pg.Pool;
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly projection: Projection;
  /** Version of the live tables. */
  readonly version: number;
  readonly onProgress: OnRebuildProgress;
  readonly signal: AbortSignal;
}

const shadowOf = (name: string): string => `pg_temp.${name}`;

const fold = async (client: pg.ClientBase, shadowing: Shadowing): Promise<Comparison['at']> => {
  const { log, codec, projection, version, onProgress, signal } = shadowing;
  const { name, categories, tables } = projection;
  const live = placesOf(await readPlaces(client, name), version);
  for (const table of tables)
    await client.query(`create temporary table ${table.name} (${tableBody(table)}) on commit drop`);
  const upTo = furthest(live)?.position;
  if (!upTo) return null;
  const meter = createMeter(onProgress, { from: 0n, head: upTo.commit });
  const subject = tablesSubject(projection, version, shadowOf);
  const left = await leftOut({ db: client, log, codec }, subject);
  await eachChunk({ log, codec, categories, from: null, upTo, signal, onRead: meter.read }, (events) => {
    const handled = events.filter((event) => !left.has(event.id) && covers(live, event));
    return answersOf(planFor(subject, handled)(client));
  });
  meter.enters('comparing');
  return upTo;
};

/** What of the live tables is not what the log says; `before` is the live one. */
export const compareWithLog = (shadowing: Shadowing): Promise<Comparison> =>
  inTransaction(
    shadowing.pool,
    async (client) => {
      await client.query('set local statement_timeout = 0');
      const at = await fold(client, shadowing);
      const { projection, version } = shadowing;
      const tables: TableComparison[] = [];
      for (const table of projection.tables) {
        const places = { before: physicalTable(table.name, version), after: shadowOf(table.name) };
        tables.push(await compareTable(client, { table, ...places }));
      }
      const equal = tables.every(isEqual);
      return { projection: projection.name, from: version, to: version, equal, at, tables };
    },
    'isolation level repeatable read',
  );
