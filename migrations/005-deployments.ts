import type { Migration } from '#platform/postgres/migrate.js';

/**
 * Which versions of a projection's tables there are. `version` names tables and checkpoint; `logic` is the
 * version of the code that fills them. building: somebody fills it. standby: kept up to date, nobody reads
 * it. live: the view of its shape reads it. `live_until`: when it was replaced; null: it never was live, or
 * is. Followers write down what they find in the database of an earlier release.
 */
const DEPLOYMENTS = `
create table deployments (
  projection text not null,
  version integer not null,
  logic integer not null,
  shape integer not null,
  state text not null check (state in ('building', 'standby', 'live')),
  since timestamptz not null default clock_timestamp(),
  live_until timestamptz,
  primary key (projection, version)
);
create unique index deployments_one_live on deployments (projection, shape) where state = 'live';
`;

export const deployments: Migration = {
  name: '005-deployments',
  up: (database) => database.raw(DEPLOYMENTS),
};
