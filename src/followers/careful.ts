// Commits a batch in which something is wrong, or about which an operator decided: subject by subject, with
// savepoints. Promises: what commit.ts promises, and that park, rows and checkpoints are committed together:
// killed anywhere, it is done again from the start. A failure that no event is to blame for is thrown.
import { fault, faultOnceSent } from '#platform/fault.js';
import { advanceCheckpoints } from './checkpoint.js';
import type { Batch, Part } from './commit.js';
import { SourceLost } from './errors.js';
import { decisionOf } from './parking/decisions.js';
import { noticeOf } from './parking/notice.js';
import { EMPTY_PARK, growing, parkKey, parkOf, type Park, type Parked } from './parking/park.js';
import { insertParked } from './parking/parked-events.js';
import { revisit } from './parking/revisit.js';
import { settle, type Attempt } from './parking/settle.js';

interface Done {
  readonly park: Park;
  readonly parked: readonly Parked[];
}

const settlePart = async (batch: Batch, { subject, fresh }: Part): Promise<Done> => {
  const { client, parking, readBack } = batch;
  const before = parkOf(parking, subject);
  const attempt: Attempt = { client, subject, park: growing(before) };
  const parked = await settle(attempt, fresh);
  await insertParked(client, subject, parked);
  const decision = decisionOf(subject, fresh.at(-1));
  if (!decision) return { park: attempt.park, parked };
  const { skipped } = before;
  return { park: await revisit({ client, subject, decision, skipped, readBack }), parked };
};

const transaction = async (batch: Batch, parts: readonly Part[]): Promise<readonly Done[]> => {
  const { client, lag, tell } = batch;
  const moves = parts.map(({ move }) => move);
  await client.query('begin');
  fault('after-begin');
  await advanceCheckpoints(client, moves, lag);
  const done: Done[] = [];
  for (const part of parts) done.push(await settlePart(batch, part));
  fault('after-rows');
  await tell?.(client, moves);
  fault('before-commit');
  const committed = client.query('commit');
  faultOnceSent('commit-sent');
  await committed;
  fault('after-commit');
  return done;
};

/** Handles the parts as far as they can be, and parks the rest. */
export const commitCarefully = async (batch: Batch, parts: readonly Part[]): Promise<void> => {
  const done = await transaction(batch, parts).catch(async (error: unknown) => {
    // Losing the log is no reason to lose the session: it must not stay in the transaction.
    if (error instanceof SourceLost) await batch.client.query('rollback');
    throw error;
  });
  for (const [index, { subject }] of parts.entries()) {
    const { park, parked } = done[index] ?? { park: EMPTY_PARK, parked: [] };
    batch.parking.set(parkKey(subject), park);
    if (parked.some(({ poison }) => poison)) batch.onParked?.(noticeOf(subject, parked));
  }
};
