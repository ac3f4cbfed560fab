// A follower's hold on its subjects: one connection with their advisory locks, and their checkpoints.
// Promises: at most one session works per version of a subject; a second one waits and takes over when the
// first is gone, also after kill -9; it works on what nobody else holds (processes of two releases know
// different versions). It is not what makes writing safe (the checkpoints' compare-and-set is). `lost` fires
// when Postgres cut it, `changed` when there is something else to hold.
import type pg from 'pg';
import { pauseUnlessAborted } from './backoff.js';
import { takeOverCheckpoints, type Checkpoint } from './checkpoint.js';
import { freeLocks, heldLocks, takeLocks, whenSo } from './locks.js';
import type { Parking } from './parking/park.js';
import { loadParking } from './parking/parked-events.js';
import { samePart } from './partitions/partition.js';
import { isPending, redivide } from './partitions/redivide.js';
import { createShares } from './partitions/shares.js';
import type { Subject } from './subject.js';

/** What a session works on. */
export interface Held {
  readonly subjects: readonly Subject[];
  readonly checkpoints: readonly Checkpoint[];
  /** Of all it would like to hold: checkpoints of two followers move over the same events. */
  readonly categories: readonly string[];
  /** Aborted when there is something else to hold: then `renew`. */
  readonly changed: AbortSignal;
}

export interface Session {
  readonly client: pg.PoolClient;
  readonly held: Held;
  /** What waits for what it holds; kept up to date by those who commit. */
  readonly parking: Parking;
  /** Aborted when the connection broke. */
  readonly lost: AbortSignal;
  /**
   * Holds what there is to hold now, nothing when it was told to stop; `reached`: the checkpoints of what it goes
   * on with.
   */
  renew(reached: readonly Checkpoint[]): Promise<Held>;
  /** Ends the connection, and with it the locks. */
  close(): void;
}

/** Which subjects there are, asked again when `channel` says that they changed. */
export interface SubjectSource {
  readonly find: (client: pg.ClientBase) => Promise<readonly Subject[]>;
  readonly channel?: string;
}

export interface Claim {
  readonly pool: pg.Pool;
  readonly source: SubjectSource;
  /** A commit waits for the disk: what it leads to must not happen twice after a power cut. */
  readonly durable: boolean;
  readonly signal: AbortSignal;
  /** Told once when another follower works and this one waits. */
  readonly onStandby: () => void;
}

const RETRY_MS = 400;

/**
 * A machine that vanishes, or a process that is frozen, in a transaction or between two, must not keep the
 * others out for long; workers wait for rows of effects. Whoever leads says something every ten seconds, or
 * has no log to follow. Rows of read models and their checkpoints are lost together in a power cut, and made
 * again from the log: nobody waits for the disk there. All that is written is found by a key or an index: of a
 * table that grew since it was analysed the planner would think a scan cheaper.
 */
const settings = ({ durable, source: { channel } }: Claim): string => `
set synchronous_commit = ${durable ? 'on' : 'off'};
set enable_seqscan = off;
set tcp_keepalives_idle = 5;
set tcp_keepalives_interval = 2;
set tcp_keepalives_count = 3;
set idle_session_timeout = '15s';
set idle_in_transaction_session_timeout = '${durable ? 5 : 15}s'${channel ? `; listen ${channel}` : ''}`;

const same = (one: Checkpoint | Subject, other: Subject): boolean =>
  one.version === other.version &&
  ('projection' in one ? one.projection : one.name) === other.name &&
  samePart(one, other);

interface Holding {
  readonly client: pg.PoolClient;
  readonly wanted: Claim;
  readonly notices: ReturnType<typeof noticesOf>;
  readonly parking: Parking;
  readonly shares: ReturnType<typeof createShares>;
}

type Taken = Held & { readonly missing: readonly Subject[] };

const isIn = (subjects: readonly Subject[]) => (one: Checkpoint | Subject) =>
  subjects.some((other) => same(one, other));

/** Takes what is free of what there is, on top of `before`, whose checkpoints are `reached`. */
const take = async (
  holding: Holding,
  before: readonly Subject[] = [],
  reached: readonly Checkpoint[] = [],
): Promise<Taken> => {
  const { client, wanted, notices, parking, shares } = holding;
  const changed = notices.next();
  const all = await wanted.source.find(client);
  const allowed = await shares.allow(client, all);
  const gone = before.filter((subject) => !isIn(allowed)(subject));
  await freeLocks(client, gone);
  const kept = allowed.filter(isIn(before));
  const fresh = allowed.filter((subject) => !kept.includes(subject));
  const taken = await takeLocks(client, fresh);
  const begun = taken.length > 0 ? await takeOverCheckpoints(client, taken) : [];
  for (const [key, park] of await loadParking(client, taken)) parking.set(key, park);
  const subjects = [...kept, ...taken];
  const checkpoints = [...reached.filter(isIn(kept)), ...begun];
  if (await redivide(client, subjects, checkpoints)) return take(holding, subjects, checkpoints);
  return {
    subjects,
    checkpoints,
    categories: all.flatMap(({ categories }) => categories),
    changed,
    missing: fresh.filter((subject) => !taken.includes(subject)),
  };
};

/** Waits until there is something to work on; undefined when it was told to stop before that. */
const claim = async (holding: Holding): Promise<Taken | undefined> => {
  const { client, wanted } = holding;
  await client.query(settings(wanted));
  for (let attempt = 0; !wanted.signal.aborted; attempt += 1) {
    const taken = await take(holding);
    if (taken.subjects.length > 0) return taken;
    if (attempt === 0) wanted.onStandby();
    await pauseUnlessAborted(RETRY_MS * (0.5 + Math.random()), wanted.signal);
  }
  return undefined;
};

/** A signal for each look at what there is; a notice aborts the newest. */
const noticesOf = (client: pg.PoolClient) => {
  let current = new AbortController();
  client.on('notification', () => current.abort());
  return { next: (): AbortSignal => (current = new AbortController()).signal };
};

/** Keeps asking for what others hold, and whether shares are even, until the next look. */
const createWatch = ({ wanted: { pool }, shares }: Holding) => {
  let current = new AbortController();
  const isElse = async (missing: readonly Subject[]): Promise<boolean> =>
    (missing.length > 0 && (await heldLocks(pool, missing)) < missing.length) ||
    (await shares.isUneven(pool));
  return {
    stop: (): void => current.abort(),
    over: ({ missing, ...held }: Taken): Held => {
      current.abort();
      // Parts that are to be divided otherwise come together as they are followed.
      const pending = isPending(held.subjects);
      if (missing.length === 0 && !pending && !shares.isShared()) return held;
      current = new AbortController();
      const other = whenSo(() => (pending ? Promise.resolve(true) : isElse(missing)), current.signal);
      return { ...held, changed: AbortSignal.any([held.changed, other]) };
    },
  };
};

const sessionOf = (holding: Holding, taken: Taken, lost: AbortSignal): Session => {
  const { client, parking } = holding;
  const watch = createWatch(holding);
  const held = watch.over(taken);
  let { subjects } = held;
  return {
    client,
    held,
    parking,
    lost,
    renew: async (reached) => {
      const taken = await take(holding, subjects, reached);
      // Others hold all there is for it: it waits its turn as in the beginning.
      const next = taken.subjects.length > 0 ? taken : ((await claim(holding)) ?? taken);
      ({ subjects } = next);
      return watch.over(next);
    },
    close: () => {
      watch.stop();
      client.release(true);
    },
  };
};

/** Waits until this follower may work; undefined when it was told to stop before that. */
export const openSession = async (wanted: Claim): Promise<Session | undefined> => {
  const client = await wanted.pool.connect();
  const broken = new AbortController();
  client.on('error', () => broken.abort());
  const parking: Parking = new Map();
  const holding = { client, wanted, notices: noticesOf(client), parking, shares: createShares() };
  try {
    const taken = await claim(holding);
    if (taken) return sessionOf(holding, taken, broken.signal);
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.release(true);
  return undefined;
};
