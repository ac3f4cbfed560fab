import type { Migration } from '#platform/postgres/migrate.js';

/**
 * Events that a version of a projection (or a reactor) could not handle, and those that wait behind them:
 * `code` and `message` are null there. No payload, no personal data: `touches` are digests of what the event
 * changes. `attempts` counts how often it was tried.
 * `version` is that of the tables, `logic` that of the code that fills them.
 */
const PARKED_EVENTS = `
create table parked_events (
  projection text not null,
  version integer not null,
  logic integer not null,
  event_id uuid not null,
  stream text not null,
  revision bigint not null,
  commit_position bigint not null,
  prepare_position bigint not null,
  type text not null,
  code text,
  message text,
  attempts integer not null,
  touches text[] not null,
  since timestamptz not null default clock_timestamp(),
  tried_at timestamptz not null default clock_timestamp(),
  primary key (projection, version, event_id),
  check ((code is null) = (message is null))
);
create index parked_events_in_order on parked_events (projection, version, commit_position, prepare_position);
create index parked_events_poisoned on parked_events (projection, version) where code is not null;
`;

export const parking: Migration = { name: '008-parking', up: (database) => database.raw(PARKED_EVENTS) };
