import { bigint, nullable, table, text, timestamptz } from '../kit/table.js';

/** Not caused by the account it belongs to: what the index of accounts does not find. */
export const OF_ANOTHER_ACCOUNT = "actor_kind <> 'account' or account is null or actor_id <> account::text";

/** Not the first step of what one request led to: there the two are the same. */
export const LATER_CAUSE = 'causation_id <> correlation_id';

/**
 * One row per event: where it is and who caused it, never what it says. `position` is (commit, prepare): the
 * order of the log.
 */
export const eventIndex = table({
  name: 'event_index',
  columns: {
    commit_position: bigint,
    prepare_position: bigint,
    event_id: text,
    type: text,
    stream: text,
    revision: bigint,
    actor_kind: text,
    actor_id: text,
    account: nullable(bigint),
    command_id: text,
    correlation_id: text,
    causation_id: text,
    schema: bigint,
    /** When it happened, by the event itself. */
    at: timestamptz,
  },
  key: ['commit_position', 'prepare_position'],
  // Every one of them costs every event. So none has what another one finds as well, and those that are
  // followed in the order of the log end with what they are narrowed by, to be read alone.
  indexes: [
    ['stream', 'commit_position', 'prepare_position'],
    ['type', 'commit_position', 'prepare_position', 'actor_kind'],
    ['account', 'commit_position', 'prepare_position', 'type'],
    {
      columns: ['actor_kind', 'commit_position', 'prepare_position', 'actor_id'],
      where: OF_ANOTHER_ACCOUNT,
    },
    ['correlation_id'],
    { columns: ['causation_id'], where: LATER_CAUSE },
  ],
  writers: 'shared',
});

/**
 * Between which places of the log the events of an hour of the UTC calendar lie: where to look for what
 * happened then. Clocks differ: the places of two hours may overlap.
 */
export const eventHours = table({
  name: 'event_hours',
  columns: {
    /** `2026-02-08T08` */
    hour: text,
    /** Commit position of the last of them. */
    last_commit: nullable(bigint),
    /** That of the first of them, times -1: the greatest, too, so that one statement raises both. */
    first_commit_negated: nullable(bigint),
  },
  key: ['hour'],
  writers: 'shared',
});
