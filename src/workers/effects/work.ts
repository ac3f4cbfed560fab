import { causeAt, causedBy } from '#commands/cause.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Caller } from '#commands/caller.js';
import type { Clock } from '#platform/clock.js';
import type { Cause, Work } from './handler.js';
import type { Taken } from './effect-store.js';

/** Who speaks in the commands of an effect: the worker, unless an operator decides. */
type Actor = Caller['context']['actor'];

export interface Undertaking {
  readonly taken: Taken;
  readonly signal: AbortSignal;
  readonly operator?: string;
}

/** The log has another event where the cause should be: table and log do not belong together. */
export class CauseMissing extends Error {
  readonly code = 'cause_missing';

  constructor() {
    super('The event that made the effect necessary is not in this log.');
    this.name = 'CauseMissing';
  }
}

const workerName = (kind: string): string => `worker:${kind}`;

/** Causes this process came across not long ago, by event id. */
export interface KnownCauses {
  get(eventId: string): Cause | undefined;
}

export interface WorkDeps extends Pick<CommandDeps, 'log'> {
  readonly clock: Clock;
  readonly causes?: KnownCauses;
}

const readCause = async (deps: WorkDeps, { cause: place }: Taken): Promise<Cause> => {
  const known = deps.causes?.get(place.eventId);
  if (known) return known;
  const cause = await causeAt(deps, place);
  if (cause.id !== place.eventId) throw new CauseMissing();
  return cause;
};

/** Reads the cause and makes what a handler works with. Throws `CauseMissing`, or what the log fails with. */
export const openWork = async (deps: WorkDeps, { taken, signal, operator }: Undertaking): Promise<Work> => {
  const { key, kind, ids, since, attempt, retried } = taken;
  const cause = await readCause(deps, taken);
  const worker = workerName(kind);
  const actor: Actor =
    operator === undefined ? { kind: 'system', id: worker } : { kind: 'operator', id: operator };
  return {
    key,
    ids,
    attempt,
    retried,
    since,
    cause,
    signal,
    caller: (...step) => {
      const caller = causedBy(cause, { worker, step: [key, ...step] }, deps.clock);
      return { ...caller, context: { ...caller.context, actor } };
    },
  };
};
