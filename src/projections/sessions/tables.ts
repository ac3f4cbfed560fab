import { bigint, boolean, nullable, table, text, timestamptz } from '../kit/table.js';

/** One row for each family of refresh tokens. Address and program are null once the person was erased. */
export const sessions = table({
  name: 'sessions',
  columns: {
    id: text,
    account_id: bigint,
    method: text,
    started_at: timestamptz,
    refreshed_at: timestamptz,
    generation: bigint,
    ended_at: nullable(timestamptz),
    end_reason: nullable(text),
    ip: nullable(text),
    user_agent: nullable(text),
  },
  key: ['id'],
  indexes: [['account_id', 'started_at', 'id'], { columns: ['ended_at'], where: 'ended_at is not null' }],
  writers: { single: 'session' },
  owner: 'account_id',
});

/** Sign-ins, in vain or not. */
export const loginHistory = table({
  name: 'login_history',
  columns: {
    account_id: bigint,
    id: text,
    at: timestamptz,
    success: boolean,
    method: text,
    failure_reason: nullable(text),
    ip: nullable(text),
    user_agent: nullable(text),
  },
  key: ['account_id', 'id'],
  indexes: [['account_id', 'at', 'id']],
  writers: 'shared',
  owner: 'account_id',
});

/**
 * What ended sessions of an account all at once: those that began before `not_before` are over. An account is
 * closed while `closed_at` is the later one.
 */
export const accountCutoffs = table({
  name: 'account_cutoffs',
  columns: {
    account_id: bigint,
    not_before: nullable(timestamptz),
    password_changed_at: nullable(timestamptz),
    closed_at: nullable(timestamptz),
    opened_at: nullable(timestamptz),
  },
  key: ['account_id'],
  indexes: [['not_before'], { columns: ['closed_at'], where: 'closed_at is not null' }],
  writers: 'shared',
  owner: 'account_id',
});
