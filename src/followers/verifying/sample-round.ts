// Folds a few random rows of one version again from their streams. Promises: the version that waited longest,
// of those that are kept up to date; rows and position are of one moment (rebuild/sample.ts); a few pages of a
// table are read, however large it is. Fails with what the log or Postgres said.
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { Db } from '#platform/postgres/db.js';
import { differingColumns, sampleRows, type SampledRow } from '../rebuild/sample.js';
import type { FollowedLog } from '../source.js';
import type { Known } from './countables.js';
import { insertFindings, type Found } from './findings.js';

export interface SampleRound {
  /** One connection while rows are drawn. */
  readonly pool: pg.Pool;
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly versions: readonly Known[];
  /** Rows of each table. */
  readonly rows: number;
}

const NEXT = `
select projection, version from verifications where partition = 0 and (projection, version) in
  (select projection, version from jsonb_to_recordset($1::jsonb) as r (projection text, version int))
order by sampled_at nulls first, projection, version limit 1`;

const canBeAsked = ({ code, state }: Known): boolean =>
  state !== 'building' && code.tables.some(({ writers }) => typeof writers !== 'string');

const nextOf = async (db: Db, versions: readonly Known[]): Promise<Known | undefined> => {
  const asked = versions.filter(canBeAsked);
  const names = asked.map(({ projection, version }) => ({ projection, version }));
  const { rows } = await db.query<{ projection: string; version: number }>(NEXT, [JSON.stringify(names)]);
  const [next] = rows;
  return asked.find((one) => one.projection === next?.projection && one.version === next.version);
};

const DONE = `
update verifications set rows = rows + $3, sampled_at = clock_timestamp()
where projection = $1 and version = $2 and partition = 0`;

const foundIn = ({ projection, version }: Known, { table, stream, row, folded }: SampledRow): Found => ({
  projection,
  version,
  kind: 'row',
  after: null,
  upTo: null,
  handled: null,
  logged: null,
  stream,
  revision: null,
  eventId: null,
  table,
  columns: folded ? differingColumns(row, folded) : null,
});

/** A row's stream is told once for each table: two rows of one stream are one place to look at. */
const byPlace = (found: readonly Found[]): readonly Found[] => [
  ...new Map(found.map((one) => [`${one.table ?? ''} ${one.stream ?? ''}`, one])).values(),
];

/** Answers what was not known yet. */
export const sampleRound = async (round: SampleRound): Promise<readonly Found[]> => {
  const { pool, log, codec, versions, rows } = round;
  const next = await nextOf(pool, versions);
  if (!next) return [];
  const { projection, version, code } = next;
  const sampled = await sampleRows({ pool, log, codec, projection: code, version, rows, pages: true });
  const looked = sampled.tables.reduce((sum, table) => sum + table.rows, 0);
  const fresh = await insertFindings(pool, byPlace(sampled.differences.map((row) => foundIn(next, row))));
  await pool.query(DONE, [projection, version, looked]);
  return fresh;
};
