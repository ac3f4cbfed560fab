// Handles events as far as they can be, in a transaction that is under way. Promises: what fails for good is
// found by halving, down to the event, and parked with everything that comes behind it; the rest is written
// as if the parked had never been there. A failure that no event is to blame for is thrown: then nothing of
// the transaction may be committed.
import type pg from 'pg';
import { fault } from '#platform/fault.js';
import type { Followed } from '../decode.js';
import type { Subject } from '../subject.js';
import { answersOf } from '../write.js';
import { grow, placeOf, sortOut, touchesBy, type GrowingPark, type Parked } from './park.js';
import { isPoison, poisonOf, type Poison } from './poison.js';
import { planFor } from './plan-for.js';

/** One subject in one transaction. */
export interface Attempt {
  readonly client: pg.ClientBase;
  readonly subject: Subject;
  /** What waits; what has to wait from now on is added. */
  readonly park: GrowingPark;
}

/** Why these events cannot be handled together; undefined: they are. */
const tryOut = async (
  { client, subject }: Attempt,
  events: readonly Followed[],
): Promise<Poison | undefined> => {
  if (events.length === 0) return undefined;
  await client.query('savepoint attempt');
  try {
    await answersOf(planFor(subject, events)(client));
  } catch (error) {
    if (!isPoison(error)) throw error;
    await client.query('rollback to savepoint attempt');
    fault('between-bisections');
    return poisonOf(error);
  }
  await client.query('release savepoint attempt');
  return undefined;
};

const park = (attempt: Attempt, parked: readonly Parked[]): readonly Parked[] => {
  grow(attempt.park, parked.map(placeOf));
  return parked;
};

/** Handles events, in order; answers those that have to wait. */
export const settle = async (attempt: Attempt, events: readonly Followed[]): Promise<readonly Parked[]> => {
  const { now, waiting } = sortOut(attempt.park, attempt.subject, events);
  const poison = await tryOut(attempt, now);
  if (!poison) return park(attempt, waiting);
  const [event] = events;
  if (event && events.length === 1)
    return park(attempt, [{ event, touches: touchesBy(attempt.subject, event), poison }]);
  const half = events.length >> 1;
  const first = await settle(attempt, events.slice(0, half));
  return [...first, ...(await settle(attempt, events.slice(half)))];
};
