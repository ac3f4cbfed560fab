import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { isoNow, type Clock } from '#platform/clock.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from './caller.js';
import type { CommandDeps } from './command-deps.js';

/** Where the event stands that made something necessary. */
export interface CausePlace {
  readonly stream: string;
  readonly revision: number;
}

/** The event at that place. Throws when the log does not hold it: the effect belongs to another log. */
export const causeAt = async (
  { log }: Pick<CommandDeps, 'log'>,
  { stream, revision }: CausePlace,
): Promise<RecordedEvent> => {
  for await (const found of log.read(stream, revision)) {
    if (found.revision === revision) return found;
    break;
  }
  throw new Error(`The log has no event ${revision} in ${stream}.`);
};

/** Who reacts: the name of the worker, and what makes its command the same one when it is tried again. */
export interface Reaction {
  readonly worker: string;
  /** Key of the effect and the step of it. */
  readonly step: readonly (string | number)[];
}

/** The caller of a command that an event made necessary: it hangs under that event's command in the tree. */
export const causedBy = ({ metadata }: RecordedEvent, { worker, step }: Reaction, clock: Clock): Caller => ({
  accountId: null,
  at: isoNow(clock),
  ip: '',
  userAgent: '',
  context: {
    commandId: nameBasedId('effect', ...step),
    requestHash: '',
    correlationId: metadata.$correlationId,
    causationId: metadata.commandId,
    actor: { kind: 'system', id: worker },
    account: metadata.account,
    requestId: metadata.requestId,
    traceId: metadata.traceId,
    mayBeRetry: true,
  },
});
