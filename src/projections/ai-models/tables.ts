import { bigint, counter, table, text } from '../kit/table.js';

/** In `account_id`: all accounts together. No account has this id. */
export const EVERYBODY = 0;

/**
 * What answers cost, by the UTC day they came, by service and by the model that gave them: for each account
 * and, under account 0, for all together.
 */
export const aiModelDays = table({
  name: 'ai_model_days',
  columns: {
    account_id: bigint,
    day: text,
    kind: text,
    /** Empty: no model answered. */
    model: text,
    completed: counter,
    failed: counter,
    tokens: counter,
    /** Millionths of a US dollar. */
    cost_micro_usd: counter,
    duration_ms: counter,
  },
  key: ['account_id', 'day', 'kind', 'model'],
  writers: 'shared',
  owner: 'account_id',
});
