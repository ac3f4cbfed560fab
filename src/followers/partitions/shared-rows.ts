// Writes rows that several parts of a projection count in. Promises: parts do not block each other for good: who
// writes shared rows of a version does it alone until it commits, and after everything that is its own.
import type pg from 'pg';
import { sha256 } from '#platform/hash.js';
import type { TablePlan } from '../fold.js';
import { sendPlans } from '../write.js';

/** Class of the advisory locks for it. */
const SHARED_ROWS_CLASS = 7_310_002;

const LOCK = { name: 'lock_shared_rows', text: 'select pg_advisory_xact_lock($1, $2)' };

/** `version`: a name for what is written, the same in every process. */
export const sendShared = (
  client: pg.ClientBase,
  version: string,
  plans: readonly TablePlan[],
): Promise<unknown>[] => {
  if (plans.length === 0) return [];
  const key = Number.parseInt(sha256(version).slice(0, 8), 16) >>> 1;
  return [client.query({ ...LOCK, values: [SHARED_ROWS_CLASS, key] }), ...sendPlans(client, plans)];
};
