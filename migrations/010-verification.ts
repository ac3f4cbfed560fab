import type { Migration } from '#platform/postgres/migrate.js';

/**
 * `events_handled` counts the events of the categories a version (or its part) follows, `handled_digest` is their digest:
 * both move with the checkpoint. A digest of null: counted by an earlier release, as nobody compares it.
 */
const DIGEST = `
alter table checkpoints add column handled_digest integer;
alter table checkpoints alter column handled_digest set default 0;
`;

/**
 * How far each version's events were counted in the log. A window begins at `commit_position` (null: the
 * beginning of the log), with what was handled by then; `counted` of its events were found in the log up to
 * `reached_*`. `handled_digest` null: the window begins where the checkpoint is when somebody looks.
 * `events`, `windows` and `rows` are what was compared in all.
 */
const VERIFICATIONS = `
create table verifications (
  projection text not null,
  version integer not null,
  partition integer not null,
  commit_position bigint,
  prepare_position bigint,
  events_handled bigint not null default 0,
  handled_digest integer default 0,
  reached_commit bigint,
  reached_prepare bigint,
  counted bigint not null default 0,
  counted_digest integer not null default 0,
  events bigint not null default 0,
  windows bigint not null default 0,
  rows bigint not null default 0,
  counted_at timestamptz,
  sampled_at timestamptz,
  primary key (projection, version, partition)
);
insert into verifications (projection, version, partition, handled_digest)
select projection, version, partition, null from checkpoints;
`;

/** Ends of windows that were not counted yet: where a checkpoint was, and what had been handled by then. */
const MARKS = `
create table verification_marks (
  id bigint generated always as identity primary key,
  projection text not null,
  version integer not null,
  partition integer not null,
  commit_position bigint not null,
  prepare_position bigint not null,
  event_id uuid not null,
  events_handled bigint not null,
  handled_digest integer not null
);
create index verification_marks_in_order
  on verification_marks (projection, version, partition, commit_position, prepare_position, id);
`;

/** What was not as the log says. No payload and no value of a row: where to look. */
const FINDINGS = `
create table verification_findings (
  id bigint generated always as identity primary key,
  projection text not null,
  version integer not null,
  kind text not null check (kind in ('missing', 'repeated', 'exchanged', 'set_back', 'row')),
  after_commit bigint,
  up_to_commit bigint,
  handled bigint,
  logged bigint,
  stream text,
  revision bigint,
  event_id uuid,
  table_name text,
  columns text[],
  found_at timestamptz not null default clock_timestamp(),
  seen_at timestamptz not null default clock_timestamp(),
  settled_at timestamptz
);
create index verification_findings_open on verification_findings (projection, version) where settled_at is null;
create unique index verification_findings_once
  on verification_findings (projection, version, table_name, coalesce(stream, ''))
  where kind = 'row' and settled_at is null;
`;

/**
 * In the transaction of whoever writes a checkpoint, and without a statement of it: counting begins where a
 * checkpoint begins; a mark after every 4,096 events; counting ends when the checkpoint goes, findings stay.
 */
const TRIGGERS = `
create function begin_verification() returns trigger language plpgsql as $$
begin
  insert into verifications (projection, version, partition, commit_position, prepare_position, reached_commit,
    reached_prepare, events_handled, handled_digest)
  values (new.projection, new.version, new.partition, new.commit_position, new.prepare_position, new.commit_position,
    new.prepare_position, new.events_handled, new.handled_digest)
  on conflict do nothing;
  return null;
end $$;
create trigger checkpoints_begun after insert on checkpoints for each row execute function begin_verification();

create function mark_for_verification() returns trigger language plpgsql as $$
begin
  insert into verification_marks
    (projection, version, partition, commit_position, prepare_position, event_id, events_handled, handled_digest)
  values (new.projection, new.version, new.partition, new.commit_position, new.prepare_position, new.event_id,
    new.events_handled, new.handled_digest);
  return null;
end $$;
create trigger checkpoints_marked after update of events_handled on checkpoints for each row
when (new.events_handled / 4096 <> old.events_handled / 4096 and new.handled_digest is not null
  and new.commit_position is not null and new.prepare_position is not null and new.event_id is not null)
execute function mark_for_verification();

create function forget_verification() returns trigger language plpgsql as $$
begin
  delete from verification_marks where projection = old.projection and version = old.version and partition = old.partition;
  delete from verifications where projection = old.projection and version = old.version and partition = old.partition;
  return null;
end $$;
create trigger checkpoints_forgotten after delete on checkpoints for each row
execute function forget_verification();
`;

export const verification: Migration = {
  name: '010-verification',
  up: (database) => database.raw(DIGEST + VERIFICATIONS + MARKS + FINDINGS + TRIGGERS),
};
