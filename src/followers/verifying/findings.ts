// What a verification found, in the table `verification_findings`. Promises: no payload, no value of a row;
// the same row is written down once and seen again; what was found stays, also when it is settled.
import type { Db } from '#platform/postgres/db.js';

/** Something is not as the log says. */
export interface Found {
  readonly projection: string;
  readonly version: number;
  /**
   * missing: events that were never handled. repeated: handled more than once. exchanged: as many as there
   * are, but others. set_back: the checkpoint went back. row: a row its stream does not make.
   */
  readonly kind: 'missing' | 'repeated' | 'exchanged' | 'set_back' | 'row';
  /** Commit positions between which it is, in digits: the first exclusive, null the beginning of the log. */
  readonly after: string | null;
  readonly upTo: string | null;
  /** Events of the window: handled by the version, found in the log; null for rows. */
  readonly handled: number | null;
  readonly logged: number | null;
  /** Where the only event is that makes the difference, or the stream of the row; null: not to be told. */
  readonly stream: string | null;
  readonly revision: number | null;
  readonly eventId: string | null;
  readonly table: string | null;
  /** That differ in the row. */
  readonly columns: readonly string[] | null;
}

export interface Finding extends Found {
  readonly foundAt: string;
  /** When it was seen last. */
  readonly seenAt: string;
}

const INSERT = `
insert into verification_findings (projection, version, kind, after_commit, up_to_commit, handled, logged, stream,
  revision, event_id, table_name, columns)
select r.projection, r.version, r.kind, r.after, r."upTo", r.handled, r.logged, r.stream, r.revision, r."eventId",
  r."table", r.columns
from jsonb_to_recordset($1::jsonb) as r (projection text, version int, kind text, after bigint, "upTo" bigint,
  handled bigint, logged bigint, stream text, revision bigint, "eventId" uuid, "table" text, columns text[])
on conflict (projection, version, table_name, coalesce(stream, '')) where kind = 'row' and settled_at is null
do update set seen_at = clock_timestamp(), columns = excluded.columns, up_to_commit = excluded.up_to_commit
returning found_at = seen_at as new`;

/** Writes them down; answers those that were not known yet. */
export const insertFindings = async (db: Db, found: readonly Found[]): Promise<readonly Found[]> => {
  if (found.length === 0) return [];
  const { rows } = await db.query<{ new: boolean }>(INSERT, [JSON.stringify(found)]);
  return found.filter((_, index) => rows[index]?.new !== false);
};

const OPEN = `
select id from verification_findings where projection = $1 and version = $2 and settled_at is null`;

/** Those of a version that are not settled. */
export const openFindings = async (db: Db, projection: string, version: number): Promise<readonly number[]> =>
  (await db.query<{ id: number }>(OPEN, [projection, version])).rows.map(({ id }) => id);

const SETTLE = `update verification_findings set settled_at = clock_timestamp() where id = any($1::bigint[])`;

/** For findings of before a moment at which all rows of the version were right. */
export const settleFindings = async (db: Db, ids: readonly number[]): Promise<void> => {
  if (ids.length > 0) await db.query(SETTLE, [ids]);
};

const READ = `
select projection, version, kind, after_commit::text as after, up_to_commit::text as "upTo", handled, logged, stream,
  revision, event_id as "eventId", table_name as "table", columns, found_at as "foundAt", seen_at as "seenAt"
from verification_findings where settled_at is null order by id desc limit $1`;

/** Those that are not settled, the newest first. */
export const readFindings = async (db: Db, limit: number): Promise<readonly Finding[]> =>
  (await db.query<Finding & Record<string, unknown>>(READ, [limit])).rows;

const counted = (events: number): string => (events === 1 ? '1 event' : `${events} events`);

const whereOf = ({ after, upTo, stream, revision }: Found): string => {
  const place = stream === null ? '' : `, ${revision}@${stream}`;
  return `between positions ${after ?? 'the beginning'} and ${upTo ?? 'the end'}${place}`;
};

/** A finding in a line, for people. */
export const findingText = (found: Found): string => {
  const { kind, handled, logged, stream, table, columns } = found;
  const difference = Math.abs((handled ?? 0) - (logged ?? 0));
  switch (kind) {
    case 'missing':
      return `${counted(difference)} not handled, ${whereOf(found)}`;
    case 'repeated':
      return `${counted(difference)} handled more than once, ${whereOf(found)}`;
    case 'exchanged':
      return `other events handled than the log has, ${whereOf(found)}`;
    case 'set_back':
      return `the checkpoint was set back, ${whereOf(found)}`;
    case 'row':
      return stream === null
        ? `a row of ${table} that no stream makes`
        : `a row of ${table} is not what ${stream} makes: ${(columns ?? []).join(', ')}`;
  }
};
