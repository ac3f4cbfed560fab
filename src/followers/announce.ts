// Tells listeners in the database how far projections got. Promises: the newest position of each projection is told
// soon after its commit, on a connection of its own (NOTIFY in the batch's transaction would make every commit in the
// database queue up). Positions in between may be left out and a notice may be lost: that costs latency only.
import type pg from 'pg';
import type { Checkpoint } from './checkpoint.js';

export const PROGRESS_CHANNEL = 'projection_progress';

/** Payload of a notice, as JSON; positions in decimal digits. */
export interface ProgressNotice {
  readonly projection: string;
  readonly version: number;
  readonly commit: string;
  readonly prepare: string;
}

export interface Announcer {
  announce(checkpoints: readonly Checkpoint[]): void;
  /** Resolves when what was announced is told, or has failed. */
  close(): Promise<void>;
}

const noticeOf = ({ projection, version, at }: Checkpoint): readonly ProgressNotice[] =>
  at
    ? [
        {
          projection,
          version,
          commit: at.position.commit.toString(),
          prepare: at.position.prepare.toString(),
        },
      ]
    : [];

/** With `notify` false nothing is told and readers poll. */
export const createAnnouncer = (
  pool: pg.Pool,
  { notify, onError }: { readonly notify: boolean; readonly onError: (error: unknown) => void },
): Announcer => {
  let pending: readonly Checkpoint[] | undefined;
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    while (pending) {
      const payloads = pending.flatMap(noticeOf).map((notice) => JSON.stringify(notice));
      pending = undefined;
      await pool
        .query('select pg_notify($1, payload) from unnest($2::text[]) payload', [PROGRESS_CHANNEL, payloads])
        .catch(onError);
    }
    sending = undefined;
  };

  return {
    announce: (checkpoints) => {
      if (!notify) return;
      pending = checkpoints;
      sending ??= sendAll();
    },
    close: async () => sending,
  };
};
