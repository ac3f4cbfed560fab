import { bigint, boolean, counter, jsonb, nullable, table, text, timestamptz } from '../kit/table.js';

/** In `account_id` of counters: all accounts together. No account has this id. */
export const EVERYBODY = 0;

/** What people did, one row each. No names and no addresses; `details` and `device` are a client's words. */
export const activities = table({
  name: 'activities',
  columns: {
    account_id: bigint,
    id: bigint,
    type: text,
    project_id: nullable(bigint),
    at: timestamptz,
    /** Null, as device, once the person was erased. */
    details: nullable(jsonb),
    /** `{sessionId, deviceType, browser}` */
    device: nullable(jsonb),
    duration_ms: nullable(bigint),
    /** True when a client said so, false when the log itself shows it. */
    tracked: boolean,
  },
  key: ['account_id', 'id'],
  indexes: [
    ['account_id', 'at', 'id', 'type'],
    ['account_id', 'project_id', 'at', 'id', 'type'],
  ],
  writers: 'shared',
  owner: 'account_id',
});

/** How often, by UTC day (`2026-02-08`), for each account and, under account 0, for all together. */
export const activityDays = table({
  name: 'activity_days',
  columns: {
    account_id: bigint,
    day: text,
    type: text,
    /** Facts of the log. */
    events: counter,
    /** Reported by clients. */
    tracked: counter,
    duration_ms: counter,
  },
  key: ['account_id', 'day', 'type'],
  writers: 'shared',
  owner: 'account_id',
});
