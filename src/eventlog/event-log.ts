// Carries out commands on streams: load, decide, append. Promises: a command id is carried out at most once per stream,
// on any process; commands on one stream run one after another here, and races with other processes are decided again
// on the newer state. It does not coordinate several streams (commands do). Refusals are `DomainError`; a log that
// does not answer is 503 and the same command may be sent again.
import type { Aggregate } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { AppError } from '#platform/app-error.js';
import { keyedQueue } from '#platform/keyed-queue.js';
import { appendEvents, RevisionConflict } from './append.js';
import type { Codec } from './codec.js';
import type { LogClient } from './log-client.js';
import type { CommandContext } from './metadata.js';
import type { Position } from './position.js';
import { readStream } from './read-stream.js';
import { findCommand, type RecentCommand } from './recent-commands.js';
import type { RecordedEvent } from './recorded-event.js';
import { sealDecision } from './seal-decision.js';
import { createLoader, streamName, type StreamId } from './stream-loader.js';
import { advance, type StreamState } from './stream-state.js';

const MAX_ATTEMPTS = 50;

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

export interface EventLog {
  execute<S, C, E extends DomainEvent>(execution: Execution<S, C, E>): Promise<Outcome<S>>;
  /** The stream as it is now. */
  load<S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId): Promise<StreamState<S>>;
  /** The stream as last seen by this process, which may be behind the log; as it is now when it was never seen. */
  peek<S, C, E extends DomainEvent>(aggregate: Aggregate<S, C, E>, id: StreamId): Promise<StreamState<S>>;
  /** What the command did to the stream if it was carried out, whoever asked; undefined when it was not. */
  outcomeOf<S, C, E extends DomainEvent>(
    execution: Pick<Execution<S, C, E>, 'aggregate' | 'id' | 'context'>,
  ): Promise<Outcome<S> | undefined>;
  read(stream: string, from?: number): AsyncGenerator<RecordedEvent>;
}

export const createEventLog = (client: LogClient, codec: Codec): EventLog => {
  const loader = createLoader({ client, codec });
  const queue = keyedQueue();

  const repeat = async <S, C, E extends DomainEvent>(
    { aggregate, id, context }: Pick<Execution<S, C, E>, 'aggregate' | 'id' | 'context'>,
    known: RecentCommand,
  ): Promise<Outcome<S>> => {
    if (known.requestHash !== context.requestHash) throw keyReused();
    const { state } = await loader.at(aggregate, id, known.lastRevision);
    const events = known.lastRevision - known.firstRevision + 1;
    return { state, revision: known.lastRevision, position: known.position, repeated: true, events };
  };

  const append = async <S, C, E extends DomainEvent>(
    { aggregate, id, context }: Execution<S, C, E>,
    before: StreamState<S>,
    events: readonly E[],
  ): Promise<Outcome<S>> => {
    const stream = streamName(aggregate.category, id);
    const sealed = sealDecision({ stream, after: before.revision, events, codec, context });
    const position = await appendEvents(client, { stream, events: sealed.stored, expected: before.revision });
    const after = advance(aggregate, before, sealed.recorded(position));
    loader.keep(stream, after);
    return { state: after.state, revision: after.revision, position, repeated: false, events: events.length };
  };

  /** Decides on `before`; undefined means that it must be decided again on a state read now. */
  const attempt = async <S, C, E extends DomainEvent>(
    execution: Execution<S, C, E>,
    before: StreamState<S>,
    fresh: boolean,
  ): Promise<Outcome<S> | undefined> => {
    const known = findCommand(before.recent, execution.context.commandId);
    if (known) return repeat(execution, known);
    const decision = decideOn(execution, before);
    if (decision.events.length > 0) {
      return append(execution, before, decision.events).catch((error: unknown) => {
        if (error instanceof RevisionConflict) return undefined;
        throw error;
      });
    }
    if (!fresh) return undefined;
    if (decision.refusal) throw decision.refusal;
    return { ...before, repeated: false, events: 0 };
  };

  const execute = async <S, C, E extends DomainEvent>(execution: Execution<S, C, E>): Promise<Outcome<S>> => {
    const { aggregate, id, context } = execution;
    const cached = context.mayBeRetry ? undefined : loader.cached(aggregate, id);
    const first = cached && (await attempt(execution, cached, false));
    if (first) return first;
    for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
      const outcome = await attempt(execution, await loader.current(aggregate, id), true);
      if (outcome) return outcome;
    }
    throw new AppError('conflict', 'Too many changes at once. Try again.');
  };

  return {
    execute: (execution) =>
      queue.run(streamName(execution.aggregate.category, execution.id), () => execute(execution)),
    load: (aggregate, id) => loader.current(aggregate, id),
    peek: async (aggregate, id) => loader.cached(aggregate, id) ?? loader.current(aggregate, id),
    outcomeOf: async (execution) => {
      const { recent } = await loader.current(execution.aggregate, execution.id);
      const known = findCommand(recent, execution.context.commandId);
      return known && repeat(execution, known);
    },
    read: (stream, from = 0) => readStream({ client, codec }, stream, from),
  };
};

const keyReused = (): AppError =>
  new AppError('idempotency_key_reused', 'This Idempotency-Key was used for another request.');

interface Decision<E> {
  readonly events: readonly E[];
  readonly refusal?: unknown;
}

/** A refusal is data here: it only counts when it was decided on a state read in this request. */
const decideOn = <S, C, E extends DomainEvent>(
  { aggregate, command, ifRevision }: Execution<S, C, E>,
  { state, revision }: StreamState<S>,
): Decision<E> => {
  if (ifRevision !== undefined && ifRevision !== revision) {
    const refusal = new AppError('precondition_failed', 'This was changed by someone else in the meantime.');
    return { events: [], refusal };
  }
  try {
    return { events: aggregate.decide(state, command) };
  } catch (error) {
    if (error instanceof DomainError) return { events: [], refusal: error };
    throw error;
  }
};
