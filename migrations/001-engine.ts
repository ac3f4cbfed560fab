import type { Migration } from '#platform/postgres/migrate.js';

/**
 * Where each version of a projection is. Positions are those of the last event handled, nulls before the
 * first one. `scanned_*` are the server's hints, for lag only. `lag_ms` is null while nobody knows how far
 * behind it is.
 */
const CHECKPOINTS = `
create table checkpoints (
  projection text not null,
  version integer not null,
  active boolean not null,
  lock_key integer not null,
  commit_position bigint,
  prepare_position bigint,
  event_id uuid,
  stream text,
  revision bigint,
  events_handled bigint not null default 0,
  scanned_commit bigint,
  scanned_prepare bigint,
  lag_ms bigint,
  updated_at timestamptz not null default clock_timestamp(),
  failure jsonb,
  primary key (projection, version)
);
create unique index checkpoints_one_active on checkpoints (projection) where active;
`;

export const engine: Migration = { name: '001-engine', up: (database) => database.raw(CHECKPOINTS) };
