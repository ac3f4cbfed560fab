// Tells listeners in the database how far projections got. Promises: a notice says what is committed, because
// Postgres hands it out with the commit of the batch it is sent in, and costs no transaction of its own. (Only
// transactions that notify wait for each other's commits: followers, whose commits do not wait for the disk.)
// A notice may be lost: that costs latency only.
import type pg from 'pg';
import { groupBy } from '#platform/group-by.js';
import type { Move } from './checkpoint.js';
import { partText } from './partitions/partition.js';

export const PROGRESS_CHANNEL = 'projection_progress';

/**
 * Payload of a notice, as JSON: these projections have handled this position (decimal digits); `projects#0/2`: that
 * part of it has.
 */
export interface ProgressNotice {
  readonly projections: readonly string[];
  readonly commit: string;
  readonly prepare: string;
}

const placeOf = ({ to }: Move): string => `${to.position.commit}/${to.position.prepare}`;

const noticeOf = (together: readonly Move[], { to }: Move): ProgressNotice => ({
  projections: together.map(({ from }) => from.projection + partText(from)),
  commit: to.position.commit.toString(),
  prepare: to.position.prepare.toString(),
});

/** Projections move together, so that this is mostly one. */
const noticesOf = (moves: readonly Move[]): readonly ProgressNotice[] =>
  [...groupBy(moves, placeOf).values()].flatMap((together) =>
    together.slice(0, 1).map((first) => noticeOf(together, first)),
  );

const TELL = 'select pg_notify($1, payload) from unnest($2::text[]) payload';

/** Tells, when the caller's transaction commits, where its moves lead. */
export const announce = async (client: pg.ClientBase, moves: readonly Move[]): Promise<void> => {
  const payloads = noticesOf(moves).map((notice) => JSON.stringify(notice));
  await client.query({ name: 'announce', text: TELL, values: [PROGRESS_CHANNEL, payloads] });
};
