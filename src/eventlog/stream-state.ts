import type { Decider } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { Position } from '#platform/position.js';
import { findCommand, NO_COMMANDS, rememberCommand, type RecentCommands } from './recent-commands.js';
import type { RecordedEvent } from './recorded-event.js';

/** A stream as read so far: the state, and what is needed to recognise commands that were carried out already. */
export interface StreamState<S> {
  readonly state: S;
  /** Revision of the last event, −1 when there is none. */
  readonly revision: number;
  /** Position of the last event, null when there is none. */
  readonly position: Position | null;
  /** The last 200 commands and always the first one, by command id. */
  readonly recent: RecentCommands;
}

export const emptyStream = <S>(initial: S): StreamState<S> => ({
  state: initial,
  revision: -1,
  position: null,
  recent: NO_COMMANDS,
});

const remember = (recent: RecentCommands, recorded: RecordedEvent): RecentCommands => {
  const { commandId, requestHash } = recorded.metadata;
  return rememberCommand(recent, commandId, {
    requestHash,
    firstRevision: findCommand(recent, commandId)?.firstRevision ?? recorded.revision,
    lastRevision: recorded.revision,
    position: recorded.position,
  });
};

/** The stream after more of its events. The state before is left as it was. */
export const advance = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  before: StreamState<S>,
  events: readonly RecordedEvent[],
): StreamState<S> => {
  if (events.length === 0) return before;
  let { state, revision, position, recent } = before;
  for (const recorded of events) {
    state = decider.evolve(state, recorded.event as E);
    ({ revision, position } = recorded);
    recent = remember(recent, recorded);
  }
  return { state, revision, position, recent };
};
