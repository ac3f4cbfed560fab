// Tells listeners in the database how far projections got. Promises: the newest position of each projection
// is told soon after its commit, in one notice for all that are at that position. It has a connection of its
// own (NOTIFY in the batch's transaction would make every commit in the database queue up). Positions in
// between may be left out and a notice may be lost: that costs latency only.
import type pg from 'pg';
import { groupBy } from '#platform/group-by.js';
import type { Checkpoint } from './checkpoint.js';

export const PROGRESS_CHANNEL = 'projection_progress';

/** Payload of a notice, as JSON: these projections have handled this position (decimal digits). */
export interface ProgressNotice {
  readonly projections: readonly string[];
  readonly commit: string;
  readonly prepare: string;
}

export interface Announcer {
  announce(checkpoints: readonly Checkpoint[]): void;
  /** Resolves when what was announced is told, or has failed. */
  close(): Promise<void>;
}

const placeOf = ({ at }: Checkpoint): string => (at ? `${at.position.commit}/${at.position.prepare}` : '');

/** They move together, so that this is mostly one. */
const noticesOf = (checkpoints: readonly Checkpoint[]): readonly ProgressNotice[] =>
  [...groupBy(checkpoints, placeOf).values()].flatMap((together) => {
    const at = together[0]?.at;
    if (!at) return [];
    const { commit, prepare } = at.position;
    const projections = together.map(({ projection }) => projection);
    return [{ projections, commit: commit.toString(), prepare: prepare.toString() }];
  });

const TELL = 'select pg_notify($1, payload) from unnest($2::text[]) payload';

/** With `notify` false nothing is told and readers poll. */
export const createAnnouncer = (
  pool: pg.Pool,
  { notify, onError }: { readonly notify: boolean; readonly onError: (error: unknown) => void },
): Announcer => {
  let pending: readonly Checkpoint[] | undefined;
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    while (pending) {
      const payloads = noticesOf(pending).map((notice) => JSON.stringify(notice));
      pending = undefined;
      await pool.query({ name: 'announce', text: TELL, values: [PROGRESS_CHANNEL, payloads] }).catch(onError);
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
