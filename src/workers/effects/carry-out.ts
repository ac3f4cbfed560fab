// One attempt at one effect. Promises: a verdict for every way it can end; `ended` only after the log has the
// end. Tries are counted when the effect is taken, so that one that kills its worker dies of its budget, too.
// A server that is away gives its try back: then only the maximum age ends the effect.
import { failureOf, whereOf, type Failure } from './failure.js';
import type { Again, Taken } from './effect-store.js';
import type { GiveUpReason, Handler, Work } from './handler.js';
import type { Lease } from './lease.js';

/** late: the effect is another worker's by now; nothing may be noted. */
export type Verdict =
  | { readonly type: 'done' }
  | ({ readonly type: 'again'; readonly where: readonly string[] } & Again)
  | { readonly type: 'ended'; readonly state: 'dead' | 'expired'; readonly code: string }
  | { readonly type: 'late' };

export interface Attempt {
  readonly handler: Handler;
  readonly taken: Taken;
  readonly work: Work;
  readonly lease: Pick<Lease, 'confirm'>;
  readonly stopping: AbortSignal;
}

const againFor = ({ handler, taken }: Attempt, failure: Failure, error: unknown): Verdict => ({
  type: 'again',
  code: failure.code,
  afterMs: failure.afterMs ?? handler.backoffMs(taken.tries),
  counts: failure.type !== 'away',
  where: whereOf(error),
});

/** Its own failure is tried again for ever: an effect without an end in the log has not ended. */
const giveUp = async (attempt: Attempt, reason: GiveUpReason): Promise<Verdict> => {
  const { handler, work, lease } = attempt;
  try {
    await handler.giveUp(work, reason);
    return { type: 'ended', state: reason.kind === 'expired' ? 'expired' : 'dead', code: reason.detail };
  } catch (error) {
    if (!(await lease.confirm())) return { type: 'late' };
    // It counts: the next attempt must come here again, and not begin anew.
    return againFor(attempt, { type: 'later', code: failureOf(error).code }, error);
  }
};

/** A late result is refused by the log, which looks like any failure: whether the effect is ours comes first. */
const afterFailure = async (attempt: Attempt, error: unknown): Promise<Verdict> => {
  const { handler, taken, stopping, lease } = attempt;
  if (!(await lease.confirm())) return { type: 'late' };
  if (stopping.aborted) return { type: 'again', code: 'interrupted', afterMs: 0, counts: false, where: [] };
  const failure = failureOf(error);
  switch (failure.type) {
    case 'hopeless':
      return giveUp(attempt, { kind: 'failed', detail: failure.code });
    case 'later':
      return taken.tries >= handler.maxAttempts
        ? giveUp(attempt, { kind: 'failed', detail: failure.code })
        : againFor(attempt, failure, error);
    case 'away':
      return againFor(attempt, failure, error);
  }
};

/** Never rejects. */
export const carryOut = async (attempt: Attempt): Promise<Verdict> => {
  const { handler, taken, work } = attempt;
  if (taken.expired) return giveUp(attempt, { kind: 'expired', detail: taken.lastError ?? 'too_old' });
  if (taken.tries > handler.maxAttempts)
    return giveUp(attempt, { kind: 'failed', detail: taken.lastError ?? 'no_result' });
  try {
    await handler.run(work);
    return { type: 'done' };
  } catch (error) {
    return afterFailure(attempt, error);
  }
};
