import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';

/** An event that waits, as operators see it: where it is in the log, not what it says. */
export interface WaitingEvent {
  readonly eventId: string;
  readonly revision: number;
  readonly type: string;
  /** SQLSTATE or a word; null: nothing is wrong with it, it waits behind another one. */
  readonly code: string | null;
  readonly message: string | null;
  readonly attempts: number;
  /** Instants, ISO 8601. */
  readonly since: string;
  readonly triedAt: string;
}

/** A stream that waits for one version of a projection or reactor. */
export interface ParkedStream {
  readonly projection: string;
  readonly version: number;
  /** Version of the code: what is decided holds for it. */
  readonly logic: number;
  readonly stream: string;
  /** How many of its events wait. */
  readonly events: number;
  readonly first: WaitingEvent;
}

export interface ParkedQuery {
  readonly projection?: string | undefined;
  readonly limit: number;
}

interface Of {
  readonly projection: string;
  readonly version?: number | undefined;
}

const EVENT = `p.event_id as "eventId", p.revision, p.type, p.code, p.message, p.attempts, p.since,
  p.tried_at as "triedAt"`;

/** The first event of each stream, and how many wait. */
const STREAMS = `
select * from (
  select distinct on (p.projection, p.version, p.stream) p.projection, p.version, p.logic, p.stream, ${EVENT},
    count(*) over (partition by p.projection, p.version, p.stream) as events
  from parked_events p
  where ($1::text is null or p.projection = $1) and ($2::int is null or p.version = $2)
    and ($3::text is null or p.stream = $3)
  order by p.projection, p.version, p.stream, p.revision) s`;

type Stored = Omit<ParkedStream, 'first'> & WaitingEvent;

const asStream = ({ projection, version, logic, stream, events, ...first }: Stored): ParkedStream => ({
  ...{ projection, version, logic, stream, events },
  first,
});

export const listParkedStreams = async (db: Db, query: ParkedQuery): Promise<readonly ParkedStream[]> => {
  const values = [query.projection ?? null, null, null, query.limit];
  const text = `${STREAMS} order by since, projection, version, stream limit $4`;
  return (await db.query<Stored>(text, values)).rows.map(asStream);
};

/** Without a version: of the newest that has the stream parked. */
export const findParkedStream = async (
  db: Db,
  stream: string,
  { projection, version }: Of,
): Promise<ParkedStream | undefined> => {
  const text = `${STREAMS} order by version desc limit 1`;
  const { rows } = await db.query<Stored>(text, [projection, version ?? null, stream]);
  return rows[0] && asStream(rows[0]);
};

const WAITING = `
select ${EVENT} from parked_events p
where p.projection = $1 and p.version = $2 and p.stream = $3 order by p.revision limit $4`;

export const waitingIn = async (
  db: Db,
  { projection, version, stream }: ParkedStream,
  limit: number,
): Promise<readonly WaitingEvent[]> =>
  (await db.query<WaitingEvent>(WAITING, [projection, version, stream, limit])).rows;

const CHECKPOINT = `
select commit_position::text as commit, prepare_position::text as prepare from checkpoints
where projection = $1 and version = $2
order by commit_position nulls first, prepare_position limit 1`;

/** Position of the last event handled, of the part that is furthest behind; null: none yet. */
export const checkpointOf = async (db: Db, { projection, version }: Of): Promise<Position | null> => {
  const { rows } = await db.query<{ commit: string | null; prepare: string | null }>(CHECKPOINT, [
    projection,
    version,
  ]);
  const { commit = null, prepare = null } = rows[0] ?? {};
  return commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) };
};
