import type { Decider } from '#domain/kit/decider.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { Position } from '#platform/position.js';
import type { RecordedEvent } from './recorded-event.js';

/** What a command did to a stream, remembered for its retries. */
export interface RecentCommand {
  readonly requestHash: string;
  readonly firstRevision: number;
  readonly lastRevision: number;
  readonly position: Position;
}

/** A stream as read so far: the state, and what is needed to recognise commands that were carried out already. */
export interface StreamState<S> {
  readonly state: S;
  /** Revision of the last event, −1 when there is none. */
  readonly revision: number;
  /** Position of the last event, null when there is none. */
  readonly position: Position | null;
  /** The last 200 commands and always the first one, by command id. */
  readonly recent: ReadonlyMap<string, RecentCommand>;
}

const REMEMBERED = 200;

export const emptyStream = <S>(initial: S): StreamState<S> => ({
  state: initial,
  revision: -1,
  position: null,
  recent: new Map(),
});

/** Keeps the first command (creations are recognised by it for ever) and the newest ones. */
const forgetOldest = (recent: Map<string, RecentCommand>): void => {
  if (recent.size <= REMEMBERED) return;
  const second = [...recent.keys()][1];
  if (second !== undefined) recent.delete(second);
};

const remember = (recent: Map<string, RecentCommand>, recorded: RecordedEvent): void => {
  const { commandId, requestHash } = recorded.metadata;
  const known = recent.get(commandId);
  recent.set(commandId, {
    requestHash,
    firstRevision: known?.firstRevision ?? recorded.revision,
    lastRevision: recorded.revision,
    position: recorded.position,
  });
  forgetOldest(recent);
};

/** The stream after more of its events. The state before is left as it was. */
export const advance = <S, C, E extends DomainEvent>(
  decider: Decider<S, C, E>,
  before: StreamState<S>,
  events: readonly RecordedEvent[],
): StreamState<S> => {
  if (events.length === 0) return before;
  const recent = new Map(before.recent);
  let { state, revision, position } = before;
  for (const recorded of events) {
    state = decider.evolve(state, recorded.event as E);
    ({ revision, position } = recorded);
    remember(recent, recorded);
  }
  return { state, revision, position, recent };
};
