import type { DomainEvent } from './event.js';

/**
 * The rules of one kind of stream. `evolve` is total and never throws; `decide` is pure, answers `[]` when
 * there is nothing to do and throws only `DomainError`.
 */
export interface Decider<State, Command, Event extends DomainEvent> {
  readonly initial: State;
  readonly evolve: (state: State, event: Event) => State;
  readonly decide: (state: State, command: Command) => readonly Event[];
}

/** A decider with the name of its streams: `<category>-<id>`. */
export interface Aggregate<State, Command, Event extends DomainEvent> extends Decider<State, Command, Event> {
  readonly category: string;
}

/** State after a history, from the beginning. */
export const fold = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>, events: readonly E[]): S =>
  events.reduce(decider.evolve, decider.initial);
