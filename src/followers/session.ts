// A follower's hold on its subjects: one connection with their advisory locks, and their checkpoints.
// Promises: at most one session works per version of a subject; a second one waits and takes over when the
// first is gone, also after kill -9. It is not what makes writing safe (the checkpoints' compare-and-set is).
// `lost` fires when Postgres cut it.
import type pg from 'pg';
import { pauseUnlessAborted } from './backoff.js';
import { LOCK_CLASS, lockKey, takeOverCheckpoints, type Checkpoint } from './checkpoint.js';
import type { Parking } from './parking/park.js';
import { loadParking } from './parking/parked-events.js';
import type { Subject } from './subject.js';

export interface Session {
  readonly client: pg.PoolClient;
  readonly checkpoints: readonly Checkpoint[];
  /** What waits for the subjects; kept up to date by those who commit. */
  readonly parking: Parking;
  /** Aborted when the connection broke. */
  readonly lost: AbortSignal;
  /** Ends the connection, and with it the locks. */
  close(): void;
}

interface Claim {
  readonly pool: pg.Pool;
  readonly subjects: readonly Subject[];
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
 * again from the log: nobody waits for the disk there.
 */
const settings = (durable: boolean): string => `
set synchronous_commit = ${durable ? 'on' : 'off'};
set tcp_keepalives_idle = 5;
set tcp_keepalives_interval = 2;
set tcp_keepalives_count = 3;
set idle_session_timeout = '15s';
set idle_in_transaction_session_timeout = '${durable ? 5 : 15}s'`;

/** All locks or none: two followers that each got half would wait for ever. */
const tryLocks = async (client: pg.PoolClient, subjects: readonly Subject[]): Promise<boolean> => {
  for (const key of subjects.map(lockKey).sort((one, other) => one - other)) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1, $2) as held', [
      LOCK_CLASS,
      key,
    ]);
    if (rows[0]?.held) continue;
    await client.query('select pg_advisory_unlock_all()');
    return false;
  }
  return true;
};

const claim = async (client: pg.PoolClient, wanted: Claim): Promise<boolean> => {
  await client.query(settings(wanted.durable));
  for (let attempt = 0; !wanted.signal.aborted; attempt += 1) {
    if (await tryLocks(client, wanted.subjects)) return true;
    if (attempt === 0) wanted.onStandby();
    await pauseUnlessAborted(RETRY_MS * (0.5 + Math.random()), wanted.signal);
  }
  return false;
};

/** Waits until this follower may work; undefined when it was told to stop before that. */
export const openSession = async (wanted: Claim): Promise<Session | undefined> => {
  const client = await wanted.pool.connect();
  const broken = new AbortController();
  const fail = (): void => broken.abort();
  client.on('error', fail);
  const close = (): void => client.release(true);
  try {
    const mine = await claim(client, wanted);
    const checkpoints = mine ? await takeOverCheckpoints(client, wanted.subjects) : [];
    if (mine) {
      const parking = await loadParking(client, wanted.subjects);
      return { client, checkpoints, parking, lost: broken.signal, close };
    }
  } catch (error) {
    close();
    throw error;
  }
  close();
  return undefined;
};
