import type pg from 'pg';
import { LOCK_CLASS } from '../checkpoint.js';

/** The connection with the lock that makes one process the one that verifies. */
export interface Hold {
  readonly client: pg.PoolClient;
  /** Aborted when the connection broke. */
  readonly lost: AbortSignal;
  /** Ends the connection, and with it the lock. */
  release(): void;
}

/** The lock of no subject, nor of those who take locks. */
const LOCK = `select pg_try_advisory_lock(${LOCK_CLASS}, -2) as held`;

/**
 * What is counted can be counted again: nobody waits for the disk. A process that is frozen, or a machine that
 * vanished, must not keep the others out for long.
 */
const SETTINGS = `
set synchronous_commit = off;
set tcp_keepalives_idle = 5;
set tcp_keepalives_interval = 2;
set tcp_keepalives_count = 3;
set idle_session_timeout = '5min';
set idle_in_transaction_session_timeout = '15s'`;

/** Undefined: another process verifies. */
export const holdVerification = async (pool: pg.Pool): Promise<Hold | undefined> => {
  const client = await pool.connect();
  const broken = new AbortController();
  client.on('error', () => broken.abort());
  const release = (): void => client.release(true);
  try {
    await client.query(SETTINGS);
    const { rows } = await client.query<{ held: boolean }>(LOCK);
    if (rows[0]?.held) return { client, lost: broken.signal, release };
  } catch (error) {
    release();
    throw error;
  }
  release();
  return undefined;
};
