// Carries out one command on one stream: load, decide, append. Promises: a command id is carried out at most
// once per stream, on any process; a lost race is decided again on the newer state; refusals and no-ops are
// decided on a state read in this request. It does not order the commands of a process (event-log.ts does).
// Refusals are `DomainError`; a log that does not answer is 503 and the same command may be sent again.
import type { DomainEvent } from '#domain/kit/event.js';
import { AppError } from '#platform/app-error.js';
import { APPEND_TIMES, RevisionConflict, type Append } from './append.js';
import type { Codec } from './codec.js';
import { decideOn, type Carried, type Execution, type Outcome } from './execution.js';
import type { LogClient } from './log-client.js';
import { findCommand, type RecentCommand } from './recent-commands.js';
import { sealDecision } from './seal-decision.js';
import { streamName, type StreamLoader } from './stream-loader.js';
import { advance, type StreamState } from './stream-state.js';
import { logUnavailable, NoAnswer } from './unavailable.js';

const MAX_ATTEMPTS = 50;
/** A last append gets this long, however long its command waited. */
const SHORTEST_APPEND_MS = 500;

/** What carrying out needs of a process. */
export interface Room {
  readonly client: LogClient;
  readonly codec: Codec;
  readonly loader: StreamLoader;
  /** As append.ts does, or what watches it. */
  readonly appendEvents: Append;
}

/**
 * An execution and when it should have ended (`performance.now()`), the time behind others on its stream
 * included.
 */
export interface Timed<S, C, E extends DomainEvent> extends Execution<S, C, E> {
  readonly latest: number;
}

const timesUntil = (latest: number) => {
  const left = Math.max(latest - performance.now(), SHORTEST_APPEND_MS);
  return { ...APPEND_TIMES, deadline: Math.min(left, APPEND_TIMES.deadline) };
};

const keyReused = (): AppError =>
  new AppError('idempotency_key_reused', 'This Idempotency-Key was used for another request.');

/** The outcome of a command that was carried out before: the state as the command left it then. */
export const repeat = async <S, C, E extends DomainEvent>(
  { loader }: Room,
  { aggregate, id, context }: Carried<S, C, E>,
  known: RecentCommand,
): Promise<Outcome<S>> => {
  if (known.requestHash !== context.requestHash) throw keyReused();
  const { state } = await loader.at(aggregate, id, known.lastRevision);
  const events = known.lastRevision - known.firstRevision + 1;
  return { state, revision: known.lastRevision, position: known.position, repeated: true, events };
};

/** Appends what was decided on `before`; undefined when somebody else appended first. */
const append = async <S, C, E extends DomainEvent>(
  { client, codec, loader, appendEvents }: Room,
  { aggregate, id, context, latest }: Timed<S, C, E>,
  { before, events }: { before: StreamState<S>; events: readonly E[] },
): Promise<Outcome<S> | undefined> => {
  const stream = streamName(aggregate.category, id);
  const sealed = sealDecision({ stream, after: before.revision, events, codec, context });
  const batch = { stream, events: sealed.stored, expected: before.revision };
  try {
    const position = await appendEvents(client, batch, timesUntil(latest));
    const after = advance(aggregate, before, sealed.recorded(position));
    loader.keep(stream, after);
    return { state: after.state, revision: after.revision, position, repeated: false, events: events.length };
  } catch (error) {
    if (error instanceof RevisionConflict) return undefined;
    throw error;
  }
};

/** Decides on `before`; undefined means that it must be decided again on a state read now. */
const attempt = async <S, C, E extends DomainEvent>(
  room: Room,
  execution: Timed<S, C, E>,
  { before, fresh }: { before: StreamState<S>; fresh: boolean },
): Promise<Outcome<S> | undefined> => {
  const known = findCommand(before.recent, execution.context.commandId);
  if (known) return repeat(room, execution, known);
  const { events, refusal } = decideOn(execution, before);
  if (events.length > 0) return append(room, execution, { before, events });
  if (!fresh) return undefined;
  if (refusal) throw refusal;
  return { ...before, repeated: false, events: 0 };
};

/**
 * Throws `DomainError`, `precondition_failed`, `idempotency_key_reused`, `conflict`, `service_unavailable`.
 */
export const carryOut = async <S, C, E extends DomainEvent>(
  room: Room,
  execution: Timed<S, C, E>,
): Promise<Outcome<S>> => {
  const { aggregate, id, context, latest } = execution;
  // The commands before it had no answer all this time: it would not have one either.
  if (performance.now() > latest) throw logUnavailable(new NoAnswer('A command', APPEND_TIMES.deadline));
  const cached = context.mayBeRetry ? undefined : room.loader.cached(aggregate, id);
  const first = cached && (await attempt(room, execution, { before: cached, fresh: false }));
  if (first) return first;
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
    const before = await room.loader.current(aggregate, id);
    const outcome = await attempt(room, execution, { before, fresh: true });
    if (outcome) return outcome;
  }
  throw new AppError('conflict', 'Too many changes at once. Try again.');
};
