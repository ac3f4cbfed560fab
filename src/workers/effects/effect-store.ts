// The rows of effects, as workers see them. Promises: one taker per attempt, by the clock of the database;
// whatever a worker notes afterwards is fenced by its attempt and does nothing once another one took over, or
// the log had the end. Only rows whose reactor has read the whole log in its session can be taken. Several
// rows at once are locked in the order of their keys, here and by reactors. Fails with what Postgres says.
import type { Db } from '#platform/postgres/db.js';
import type { EffectIds } from '../kit/reactor.js';
import type { Handler } from './handler.js';
import { together } from './together.js';

/** Where the event stands that made it necessary. */
export interface CauseFacts {
  readonly stream: string;
  readonly revision: number;
  readonly eventId: string;
}

/** An effect one worker may carry out now. */
export interface Taken {
  readonly key: string;
  readonly kind: string;
  readonly ids: EffectIds;
  readonly since: string;
  readonly cause: CauseFacts;
  readonly attempt: number;
  /** Attempts of the present budget, with this one. */
  readonly tries: number;
  /** Older than its kind may be. */
  readonly expired: boolean;
  /** An operator had it tried again after it was given up. */
  readonly retried: boolean;
  /** Of the attempt before. */
  readonly lastError: string | null;
}

/** Names one attempt at one effect. */
export type Fence = Pick<Taken, 'key' | 'attempt'>;

export interface Again {
  readonly code: string;
  readonly afterMs: number;
  /** The attempt uses up budget. */
  readonly counts: boolean;
}

export interface EffectStore {
  /** Undefined when there is nothing to take: it ended, is not due, or another one works on it. */
  take(key: string): Promise<Taken | undefined>;
  /** Begins the lease anew; false when it was lost. */
  prolong(fence: Fence, leaseMs: number): Promise<boolean>;
  done(fence: Fence): Promise<void>;
  again(fence: Fence, again: Again): Promise<void>;
  /** Only once the log has the end. */
  ended(fence: Fence, state: 'dead' | 'expired', code: string): Promise<void>;
  /** Effects of these kinds that may be taken and were not rung for; at most `window` wait in Redis at once. */
  due(kinds: readonly string[], window: number): Promise<readonly Fence[]>;
  /** Not to be rung for again for so long. */
  rung(rings: readonly Fence[], forMs: number): Promise<void>;
}

export const CAUSE_COLUMNS = 'cause_stream, cause_revision, cause_event';

/** Those whose reactor was at the end of the log in its present session. */
const SETTLED_REACTORS = `
select substr(projection, length('reactor:') + 1) from checkpoints
where caught_up and projection like 'reactor:%'`;

/**
 * Rows in the order of their keys, as they are once they are ours. Found by their keys alone: a condition on
 * their state would have the planner read the index of all that are open.
 */
const HELD = `
held as materialized (select * from effects where key = any($1) order by key for update)`;

const TAKE = `
with ${HELD}
update effects e set state = 'running', attempt = e.attempt + 1, tries = e.tries + 1, rung_until = null,
  next_at = clock_timestamp() + terms.lease_ms * interval '1 ms', updated_at = clock_timestamp()
from held h, jsonb_to_recordset($2::jsonb) as terms (kind text, lease_ms bigint, max_age_ms bigint)
where e.key = any($1) and e.key = h.key and terms.kind = h.kind
  and h.state in ('pending', 'running') and h.next_at <= clock_timestamp()
  and h.reactor in (${SETTLED_REACTORS})
returning e.key, e.kind, e.ids, e.since, e.cause_stream, e.cause_revision, e.cause_event, e.attempt,
  e.tries, e.last_error, e.retried_at is not null as retried,
  clock_timestamp() - greatest(e.since, e.retried_at) > terms.max_age_ms * interval '1 ms' as expired`;

const PROLONG = `
update effects set next_at = clock_timestamp() + $3 * interval '1 ms'
where key = $1 and attempt = $2 and state = 'running'`;

/** Of a held row: the attempt that is told of is the one it knows. */
const FENCED = 'h.attempt = ($2::int[])[array_position($1, h.key)]';

const DONE = `
with ${HELD}
update effects e set state = 'done', last_error = null, rung_until = null, updated_at = clock_timestamp()
from held h where e.key = any($1) and e.key = h.key and h.state = 'running' and ${FENCED}`;

const AGAIN = `
update effects set state = 'pending', tries = tries - $5, last_error = $3, rung_until = null,
  next_at = clock_timestamp() + $4 * interval '1 ms', updated_at = clock_timestamp()
where key = $1 and attempt = $2 and state = 'running'`;

/** The reactor may have seen the end in the log before us; it cannot tell which end it was. */
const ENDED = `
update effects set state = $3, last_error = $4, rung_until = null, updated_at = clock_timestamp()
where key = $1 and attempt = $2 and state in ('running', 'done')`;

const DUE = `
select key, attempt from effects
where kind = any($1) and state in ('pending', 'running') and next_at <= clock_timestamp()
  and (rung_until is null or rung_until <= clock_timestamp())
  and reactor in (${SETTLED_REACTORS})
order by next_at
limit greatest(0, $2 - (
  select count(*) from effects
  where kind = any($1) and state in ('pending', 'running') and rung_until > clock_timestamp()))`;

const RUNG = `
with ${HELD}
update effects e set rung_until = clock_timestamp() + $3 * interval '1 ms'
from held h where e.key = any($1) and e.key = h.key and h.state in ('pending', 'running') and ${FENCED}`;

interface TakenRow {
  key: string;
  kind: string;
  ids: EffectIds;
  since: string;
  cause_stream: string;
  cause_revision: number;
  cause_event: string;
  attempt: number;
  tries: number;
  last_error: string | null;
  retried: boolean;
  expired: boolean;
}

export const causeOf = (
  row: Pick<TakenRow, 'cause_stream' | 'cause_revision' | 'cause_event'>,
): CauseFacts => ({
  stream: row.cause_stream,
  revision: row.cause_revision,
  eventId: row.cause_event,
});

const takenOf = (row: TakenRow): Taken => {
  const { key, kind, ids, since, attempt, tries, retried, expired, last_error: lastError } = row;
  return { key, kind, ids, since, cause: causeOf(row), attempt, tries, retried, expired, lastError };
};

const termsOf = (handlers: readonly Handler[]): string =>
  JSON.stringify(
    handlers.map(({ kind, leaseMs, maxAgeMs }) => ({ kind, lease_ms: leaseMs, max_age_ms: maxAgeMs })),
  );

/** A key that was asked for twice is taken once. */
const takeAll = async (db: Db, terms: string, keys: readonly string[]): Promise<(Taken | undefined)[]> => {
  const { rows } = await db.query<TakenRow>({
    ...{ name: 'effects_take', text: TAKE },
    values: [[...new Set(keys)], terms],
  });
  const taken = new Map(rows.map((row) => [row.key, takenOf(row)]));
  return keys.map((key) => {
    const mine = taken.get(key);
    taken.delete(key);
    return mine;
  });
};

/** Keys and their attempts. Of several attempts at one only the last can still hold it. */
const columnsOf = (fences: readonly Fence[]): [string[], number[]] => {
  const attempts = new Map<string, number>();
  for (const { key, attempt } of fences) attempts.set(key, Math.max(attempt, attempts.get(key) ?? 0));
  return [[...attempts.keys()], [...attempts.values()]];
};

const doneAll = async (db: Db, fences: readonly Fence[]): Promise<undefined[]> => {
  await db.query({ name: 'effects_done', text: DONE, values: columnsOf(fences) });
  return fences.map(() => undefined);
};

/** `handlers`: what this process can carry out; rows of other kinds are left alone. */
export const createEffectStore = (db: Db, handlers: readonly Handler[]): EffectStore => {
  const terms = termsOf(handlers);
  return {
    take: together((keys) => takeAll(db, terms, keys)),
    prolong: async ({ key, attempt }, leaseMs) =>
      (await db.query(PROLONG, [key, attempt, leaseMs])).rowCount === 1,
    done: together((fences) => doneAll(db, fences)),
    again: async ({ key, attempt }, { code, afterMs, counts }) => {
      await db.query(AGAIN, [key, attempt, code, afterMs, counts ? 0 : 1]);
    },
    ended: async ({ key, attempt }, state, code) => {
      await db.query(ENDED, [key, attempt, state, code]);
    },
    due: async (kinds, window) =>
      (await db.query<{ key: string; attempt: number }>(DUE, [kinds, window])).rows,
    rung: async (rings, forMs) => {
      await db.query({ name: 'effects_rung', text: RUNG, values: [...columnsOf(rings), forMs] });
    },
  };
};
