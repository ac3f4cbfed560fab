import { causeAt, causedBy } from '#commands/cause.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Caller } from '#commands/caller.js';
import type { Clock } from '#platform/clock.js';
import type { Taken } from './effect-store.js';
import type { Work } from './handler.js';

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

/** Reads the cause and makes what a handler works with. Throws `CauseMissing`, or what the log fails with. */
export const openWork = async (
  deps: Pick<CommandDeps, 'log'> & { readonly clock: Clock },
  { taken, signal, operator }: Undertaking,
): Promise<Work> => {
  const { key, kind, ids, since, attempt } = taken;
  const cause = await causeAt(deps, taken.cause);
  if (cause.id !== taken.cause.eventId) throw new CauseMissing();
  const worker = workerName(kind);
  const actor: Actor =
    operator === undefined ? { kind: 'system', id: worker } : { kind: 'operator', id: operator };
  return {
    key,
    ids,
    attempt,
    since,
    cause,
    signal,
    caller: (...step) => {
      const caller = causedBy(cause, { worker, step: [key, ...step] }, deps.clock);
      return { ...caller, context: { ...caller.context, actor } };
    },
  };
};
