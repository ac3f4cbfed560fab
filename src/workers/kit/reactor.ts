// What reactors are made of: events in, effects out. A reactor is pure and is only told what projections are
// told. It never learns whether an effect was carried out otherwise than from the log: the events that end an
// effect come back to it as `settled`.
import type { DomainEvent } from '#domain/kit/event.js';
import type { Handled } from '#projections/kit/projection.js';

/** Ids an effect is about: never a name, an address or a text. */
export type EffectIds = Readonly<Record<string, number | string>>;

/** Something to be done outside the log because of an event. */
export interface Effect {
  /** For ever the same for the same cause: `<kind>.<event id>`, or `<kind>.<business id>`. */
  readonly key: string;
  /** Names the handler that carries it out. */
  readonly kind: string;
  readonly ids: EffectIds;
  /** Instant of the cause (ISO 8601): the maximum age counts from here. */
  readonly since: string;
}

export type Reaction =
  | { readonly type: 'effect'; readonly effect: Effect }
  /** The log holds the end of this effect, whatever it was: nothing is left to do. */
  | { readonly type: 'settled'; readonly key: string }
  /** The log holds this attempt at the effect: the next one must have a higher number. */
  | { readonly type: 'attempted'; readonly key: string; readonly attempt: number };

type Handlers<E extends DomainEvent> = {
  readonly [T in E['type']]?: (event: Handled<Extract<E, { readonly type: T }>>) => readonly Reaction[];
};

interface Definition<E extends DomainEvent> {
  readonly name: string;
  /** Stream categories it follows. */
  readonly categories: readonly string[];
  readonly on: Handlers<E>;
}

export interface Reactor extends Omit<Definition<DomainEvent>, 'on'> {
  readonly reactionsTo: (type: string, event: Handled<DomainEvent>) => readonly Reaction[];
}

type AnyHandler = (event: never) => readonly Reaction[];

/** Declares a reactor; `E` is the union of the events its categories hold. */
export const reactor = <E extends DomainEvent>({ on, ...facts }: Definition<E>): Reactor => {
  const handlers = new Map(Object.entries<AnyHandler | undefined>(on));
  return { ...facts, reactionsTo: (type, event) => handlers.get(type)?.(event as never) ?? [] };
};

export const effect = (facts: Effect): Reaction => ({ type: 'effect', effect: facts });
export const settled = (key: string): Reaction => ({ type: 'settled', key });
export const attempted = (key: string, attempt: number): Reaction => ({ type: 'attempted', key, attempt });
