import type { Aggregate } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { Execution, Outcome } from '#eventlog/execution.js';
import type { CommandDeps } from './command-deps.js';

type Creation<S, C, E extends DomainEvent> = Pick<Execution<S, C, E>, 'id' | 'context'> & {
  readonly aggregate: Aggregate<S, C, E>;
};

/**
 * A command that creates something draws its id from the command id. What became of this draw in an earlier try: the
 * outcome; `given up` when somebody fenced it, so that the next draw's turn has come; undefined when nothing is there.
 */
export const earlierDraw = async <S extends { readonly status: string }, C, E extends DomainEvent>(
  { log }: Pick<CommandDeps, 'log'>,
  creation: Creation<S, C, E>,
): Promise<Outcome<S> | 'given up' | undefined> => {
  if (!creation.context.mayBeRetry) return undefined;
  const done = await log.outcomeOf(creation);
  if (done) return done;
  const { state } = await log.load(creation.aggregate, creation.id);
  return state.status === 'none' ? undefined : 'given up';
};
