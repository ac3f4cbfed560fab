// Hears the notices of followers on a connection of its own. Promises: connects again for ever; never throws.
// Notices sent while it was not connected are lost: whoever waits polls as well.
import pg from 'pg';
import type { Position } from '#platform/position.js';
import { PROGRESS_CHANNEL, type ProgressNotice } from './announce.js';
import { createBackoff } from './backoff.js';

export interface Listening {
  readonly connectionString: string;
  readonly onNotice: (projections: readonly string[], position: Position) => void;
  readonly onError: (error: unknown) => void;
  /** The connection ended: told before anybody can ask the database again. */
  readonly onLost: () => void;
}

export interface Listener {
  /** True while notices can arrive. */
  isConnected(): boolean;
  close(): Promise<void>;
}

const read = (payload: string | undefined, { onNotice, onError }: Listening): void => {
  try {
    const notice = JSON.parse(payload ?? '') as ProgressNotice;
    onNotice(notice.projections, { commit: BigInt(notice.commit), prepare: BigInt(notice.prepare) });
  } catch (error) {
    onError(error);
  }
};

const listenOnce = async (
  listening: Listening,
  connected: (is: boolean) => void,
  signal: AbortSignal,
): Promise<void> => {
  const client = new pg.Client({
    connectionString: listening.connectionString,
    application_name: 'progress-listener',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  const ended = new Promise<void>((resolve) => client.once('end', resolve));
  client.on('error', listening.onError);
  client.on('notification', ({ payload }) => read(payload, listening));
  const end = (): void => void client.end().catch(listening.onError);
  signal.addEventListener('abort', end);
  try {
    await client.connect();
    await client.query(`listen ${PROGRESS_CHANNEL}`);
    connected(true);
    await ended;
  } finally {
    connected(false);
    signal.removeEventListener('abort', end);
    if (!signal.aborted) end();
  }
};

export const startListener = (listening: Listening): Listener => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const backoff = createBackoff(50, 5_000);
  let isConnected = false;
  const connected = (is: boolean): void => {
    if (is) backoff.reset();
    else if (isConnected) listening.onLost();
    isConnected = is;
  };
  const keepListening = async (): Promise<void> => {
    while (!signal.aborted) {
      await listenOnce(listening, connected, signal).catch(listening.onError);
      await backoff.wait(signal);
    }
  };
  const running = keepListening();
  return {
    isConnected: () => isConnected,
    close: async () => {
      stopping.abort();
      await running;
    },
  };
};
