import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import { LOCK_CLASS } from '../checkpoint.js';
import type { DeploymentState } from '../deployments/registry.js';
import type { KnownFailure } from './known-followers.js';

/** What the database says of one follower. */
export interface StoredFollower {
  readonly kind: 'projection' | 'reactor';
  readonly name: string;
  readonly version: number;
  readonly role: DeploymentState;
  /** A process holds its lock. */
  readonly held: boolean;
  readonly at: Position | null;
  readonly eventsHandled: number;
  readonly parked: { readonly streams: number; readonly events: number };
  readonly lastError: KnownFailure | null;
  readonly restarts: number;
}

/** Checkpoints of versions that were dropped are left out. */
const READ = `
with parked as (
  select projection, version, count(distinct stream) as streams, count(*) as events
  from parked_events group by projection, version)
select projection, version, d.state, c.commit_position::text as commit, c.prepare_position::text as prepare,
  coalesce(c.events_handled, 0) as handled, c.failure, l.pid is not null as held,
  coalesce(p.streams, 0) as streams, coalesce(p.events, 0) as events
from checkpoints c full join deployments d using (projection, version)
left join parked p using (projection, version)
left join pg_locks l on l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1
  and l.database = (select oid from pg_database where datname = current_database())
  and l.objid::bigint = c.lock_key
where d.state is not null or projection like 'reactor:%'
order by projection like 'reactor:%', projection, version`;

interface Row {
  readonly projection: string;
  readonly version: number;
  readonly state: DeploymentState | null;
  readonly commit: string | null;
  readonly prepare: string | null;
  readonly handled: number;
  readonly failure: {
    readonly at: string;
    readonly kind: string;
    readonly code?: string;
    readonly over?: boolean;
    readonly restarts?: number;
  } | null;
  readonly held: boolean;
  readonly streams: number;
  readonly events: number;
}

const REACTOR = 'reactor:';

const errorOf = ({ failure }: Row): KnownFailure | null =>
  failure && { code: failure.code ?? failure.kind, at: failure.at, over: failure.over === true };

const followerOf = (row: Row): StoredFollower => {
  const { projection, version, commit, prepare, streams, events } = row;
  const isReactor = projection.startsWith(REACTOR);
  return {
    kind: isReactor ? 'reactor' : 'projection',
    name: isReactor ? projection.slice(REACTOR.length) : projection,
    version,
    role: row.state ?? 'live',
    held: row.held,
    at: commit === null || prepare === null ? null : { commit: BigInt(commit), prepare: BigInt(prepare) },
    eventsHandled: row.handled,
    parked: { streams, events },
    lastError: errorOf(row),
    restarts: row.failure?.restarts ?? 0,
  };
};

/** Every follower the database knows: one statement, nothing is changed. */
export const readStored = async (db: Db): Promise<readonly StoredFollower[]> =>
  (await db.query<Row & Record<string, unknown>>(READ, [LOCK_CLASS])).rows.map(followerOf);

/** Names one follower among all. */
export const keyOf = ({ kind, name, version }: Pick<StoredFollower, 'kind' | 'name' | 'version'>): string =>
  `${kind} ${name} v${version}`;
