import { bigint, nullable, table, text, timestamptz } from '../kit/table.js';

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
  indexes: [
    ['stream', 'revision'],
    ['type', 'commit_position', 'prepare_position'],
    ['account', 'commit_position', 'prepare_position'],
    ['actor_kind', 'actor_id', 'commit_position', 'prepare_position'],
    ['correlation_id'],
    ['causation_id'],
    ['at'],
  ],
  writers: 'shared',
});
