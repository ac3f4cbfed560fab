import type { Migration } from '#platform/postgres/migrate.js';

/**
 * What is to be done outside the log because of an event, and how far that is. No personal data: ids, codes
 * and times. `attempt` only rises, it is the fence; `tries` counts those of the present budget. `next_at`:
 * from then on a worker may take it; while one works on it, that is the end of its lease. `rung_until`:
 * before then its job is believed to wait in Redis. `retried_at`: an operator gave it a new budget and a new
 * age then. Rows change four times in their short lives: room is left for that, and indexes are few.
 */
const EFFECTS = `
create table effects (
  key text primary key,
  reactor text not null,
  kind text not null,
  ids jsonb not null,
  since timestamptz not null,
  cause_stream text not null,
  cause_revision bigint not null,
  cause_event uuid not null,
  state text not null default 'pending' check (state in ('pending', 'running', 'done', 'dead', 'expired')),
  attempt integer not null default 0,
  tries integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  rung_until timestamptz,
  retried_at timestamptz,
  last_error text,
  updated_at timestamptz not null default clock_timestamp()
) with (fillfactor = 60);
create index effects_open on effects (kind, next_at) where state in ('pending', 'running');
create index effects_given_up on effects (updated_at) where state in ('dead', 'expired');
`;

/** True once a follower has reached the end of the log in its present session. */
const CAUGHT_UP = 'alter table checkpoints add column caught_up boolean not null default false';

export const effects: Migration = {
  name: '003-effects',
  up: async (database) => {
    await database.raw(EFFECTS);
    await database.raw(CAUGHT_UP);
  },
};
