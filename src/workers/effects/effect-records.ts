import type { Db } from '#platform/postgres/db.js';
import type { EffectIds } from '../kit/reactor.js';
import { CAUSE_COLUMNS, causeOf, type CauseFacts, type Taken } from './effect-store.js';

export const EFFECT_STATES = ['pending', 'running', 'done', 'dead', 'expired'] as const;
export type EffectState = (typeof EFFECT_STATES)[number];

/** An effect as operators see it. Instants are ISO 8601. */
export interface EffectRecord {
  readonly key: string;
  readonly kind: string;
  readonly reactor: string;
  readonly state: EffectState;
  readonly ids: EffectIds;
  /** Instant of the cause. */
  readonly since: string;
  readonly cause: CauseFacts;
  readonly attempt: number;
  readonly tries: number;
  /** When it may be taken; for a running one the end of its lease. */
  readonly nextAt: string;
  readonly retriedAt: string | null;
  readonly lastError: string | null;
  readonly updatedAt: string;
}

export interface EffectQuery {
  readonly states: readonly EffectState[];
  readonly kind?: string | undefined;
  readonly limit: number;
}

const COLUMNS = `key, kind, reactor, state, ids, since, ${CAUSE_COLUMNS}, attempt, tries, next_at, retried_at,
  last_error, updated_at`;

const LIST = `
select ${COLUMNS} from effects where state = any($1) and ($2::text is null or kind = $2)
order by updated_at desc, key limit $3`;

const FIND = `select ${COLUMNS} from effects where key = $1`;

/** With a budget and an age of its own. */
const RETRY = `
update effects set state = 'pending', tries = 0, last_error = null, next_at = clock_timestamp(),
  rung_until = null, retried_at = clock_timestamp(), updated_at = clock_timestamp()
where key = $1 and state in ('dead', 'expired')`;

/** As a worker takes it, whether it is due or not: nobody else works on it meanwhile. */
const SEIZE = `
update effects set state = 'running', attempt = attempt + 1, tries = tries + 1, rung_until = null,
  next_at = clock_timestamp() + $2 * interval '1 ms', updated_at = clock_timestamp()
where key = $1 and (state = 'pending' or (state = 'running' and next_at <= clock_timestamp()))
returning ${COLUMNS}`;

interface Stored {
  key: string;
  kind: string;
  reactor: string;
  state: EffectState;
  ids: EffectIds;
  since: string;
  cause_stream: string;
  cause_revision: number;
  cause_event: string;
  attempt: number;
  tries: number;
  next_at: string;
  retried_at: string | null;
  last_error: string | null;
  updated_at: string;
}

const recordOf = (row: Stored): EffectRecord => {
  const { key, kind, reactor, state, ids, since, attempt, tries } = row;
  return {
    ...{ key, kind, reactor, state, ids, since, cause: causeOf(row), attempt, tries },
    nextAt: row.next_at,
    retriedAt: row.retried_at,
    lastError: row.last_error,
    updatedAt: row.updated_at,
  };
};

/** The newest first. */
export const listEffects = async (db: Db, { states, kind, limit }: EffectQuery): Promise<EffectRecord[]> =>
  (await db.query<Stored>(LIST, [states, kind ?? null, limit])).rows.map(recordOf);

export const findEffect = async (db: Db, key: string): Promise<EffectRecord | undefined> => {
  const { rows } = await db.query<Stored>(FIND, [key]);
  return rows[0] && recordOf(rows[0]);
};

/** False when it is not dead or expired any more. */
export const retryEffect = async (db: Db, key: string): Promise<boolean> =>
  (await db.query(RETRY, [key])).rowCount === 1;

/** Undefined when it ended, or a worker works on it. */
export const seizeEffect = async (db: Db, key: string, leaseMs: number): Promise<Taken | undefined> => {
  const { rows } = await db.query<Stored>(SEIZE, [key, leaseMs]);
  const row = rows[0];
  return row && { ...recordOf(row), retried: row.retried_at !== null, expired: false };
};
