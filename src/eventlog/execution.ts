import type { Aggregate } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { AppError } from '#platform/app-error.js';
import type { Position } from '#platform/position.js';
import type { CommandContext } from './metadata.js';
import type { StreamId } from './stream-loader.js';
import type { StreamState } from './stream-state.js';

export interface Outcome<S> {
  /** State right after the command: for a retry, as it was when it was first carried out. */
  readonly state: S;
  readonly revision: number;
  /** Position of the command's last event, or of the stream's when there was nothing to do; null: an empty stream. */
  readonly position: Position | null;
  /** True when this command id had been carried out before. */
  readonly repeated: boolean;
  /** Events appended or, for a retry, found: how many. */
  readonly events: number;
}

export interface Execution<S, C, E extends DomainEvent> {
  readonly aggregate: Aggregate<S, C, E>;
  readonly id: StreamId;
  readonly command: C;
  readonly context: CommandContext;
  /** Revision the caller has seen (If-Match); another one is refused with 412. */
  readonly ifRevision?: number | undefined;
}

/** What names a command that may have been carried out. */
export type Carried<S, C, E extends DomainEvent> = Pick<Execution<S, C, E>, 'aggregate' | 'id' | 'context'>;

interface Decision<E> {
  readonly events: readonly E[];
  readonly refusal?: Error;
}

/**
 * A refusal is data here: it only counts when it was decided on a state read in this request. If-Match comes last (RFC
 * 9110 §13.2.1): whoever may not see the stream learns nothing of its revision, nor whether it exists.
 */
export const decideOn = <S, C, E extends DomainEvent>(
  { aggregate, command, ifRevision }: Execution<S, C, E>,
  { state, revision }: StreamState<S>,
): Decision<E> => {
  try {
    const events = aggregate.decide(state, command);
    if (ifRevision === undefined || ifRevision === revision) return { events };
    const refusal = new AppError('precondition_failed', 'This was changed by someone else in the meantime.');
    return { events: [], refusal };
  } catch (error) {
    if (error instanceof DomainError) return { events: [], refusal: error };
    throw error;
  }
};
