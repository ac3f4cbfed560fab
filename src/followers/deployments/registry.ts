// Which versions of each projection's tables there are, in the table `deployments`. Promises: exactly one is
// live for each shape, the one its view reads; what a database of an earlier release holds is written down as
// it is, rows and checkpoints stay. It makes no tables. Fails with NotDeployed when a projection has none.
import type { Projection } from '#projections/kit/projection.js';
import type { Db } from '#platform/postgres/db.js';

/** building: somebody fills it. standby: kept up to date beside. live: read by the view of its shape. */
export type DeploymentState = 'building' | 'standby' | 'live';

export interface Deployment {
  readonly projection: string;
  /** Of its tables and its checkpoint; rises with every build. */
  readonly version: number;
  /** `version` of the projection in the code that fills it. */
  readonly logic: number;
  readonly shape: number;
  readonly state: DeploymentState;
  /** Since when it is in this state. */
  readonly since: string;
  /** When another one took its place; null: it never was live, or is. */
  readonly liveUntil: string | null;
}

/** Told when there is something else to follow, or to read from. */
export const DEPLOYMENTS_CHANNEL = 'projection_deployments';

/** The database has no tables of a projection. */
export class NotDeployed extends Error {
  constructor(projection: string) {
    super(`The database has no tables of ${projection}: run aidesign migrate, or rebuild the projection.`);
    this.name = 'NotDeployed';
  }
}

/** What views say: the only truth in a database of before there was the registry. */
const REGISTER = `
insert into deployments (projection, version, logic, shape, state)
select distinct p.name, found.version, found.version, found.shape, 'live'
from jsonb_to_recordset($1::jsonb) as p (name text, tables text)
join pg_class v on v.relkind = 'v' and v.relname ~ ('^' || p.tables || '_s[0-9]+$')
  and v.relnamespace = current_schema()::regnamespace
join pg_rewrite r on r.ev_class = v.oid
join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
join pg_class t on t.oid = d.refobjid and t.relkind = 'r' and t.relname ~ ('^' || p.tables || '_v[0-9]+$')
cross join lateral (select substring(v.relname from '[0-9]+$')::integer as shape,
  substring(t.relname from '[0-9]+$')::integer as version) found
where not exists (select from deployments k where k.projection = p.name and k.shape = found.shape)
on conflict do nothing`;

const READ = `
select projection, version, logic, shape, state, since, live_until as "liveUntil"
from deployments order by projection, version`;

/** All of them, after writing down those of before there was the registry. */
export const readDeployments = async (
  db: Db,
  projections: readonly Projection[],
): Promise<readonly Deployment[]> => {
  const named = projections.map(({ name, tables }) => ({ name, tables: tables[0]?.name ?? name }));
  await db.query(REGISTER, [JSON.stringify(named)]);
  return (await db.query<Deployment & Record<string, unknown>>(READ)).rows;
};
