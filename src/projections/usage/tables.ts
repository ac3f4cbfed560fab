import { bigint, counter, nullable, table, text, timestamptz } from '../kit/table.js';

/** Minutes in which somebody changed a project: keys to count, so that a minute is never counted twice. */
export const editMinutes = table({
  name: 'edit_minutes',
  columns: {
    project_id: bigint,
    account_id: bigint,
    /** Of the UTC clock: `2026-02-08T08:05`. */
    minute: text,
  },
  key: ['project_id', 'account_id', 'minute'],
  indexes: [['account_id', 'minute', 'project_id']],
  writers: 'shared',
});

/** Days on which a session was opened or prolonged: keys to count. */
export const sessionDays = table({
  name: 'session_days',
  columns: { day: text, account_id: bigint, session_id: text },
  key: ['day', 'account_id', 'session_id'],
  indexes: [['account_id', 'day']],
  writers: 'shared',
  owner: 'account_id',
});

/** What the row of a project does not say. It outlives the project. */
export const projectUses = table({
  name: 'project_uses',
  columns: {
    project_id: bigint,
    /** As clients report them. */
    views: counter,
    exports: counter,
    shares: counter,
    /** AI requests made for the project. */
    ai_generations: counter,
    last_viewed: nullable(timestamptz),
  },
  key: ['project_id'],
  writers: 'shared',
});
