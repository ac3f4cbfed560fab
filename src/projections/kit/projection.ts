import type { DomainEvent } from '#domain/kit/event.js';
import type { Change } from './change.js';
import type { Table } from './table.js';

/** What of an event matters to projections and reactors alike. There is no clock and no database: time comes with `data`. */
export interface Handled<E extends DomainEvent> {
  readonly data: E['data'];
  /** Number of the event in its stream, from 0. */
  readonly revision: number;
  readonly eventId: string;
  readonly stream: string;
}

/** Where an event stands in the log and who caused it: no part of what happened, but known of every event. */
export interface Origin {
  readonly actor: { readonly kind: string; readonly id: string };
  /** Account the event belongs to; null when it belongs to none. */
  readonly account: number | null;
  readonly commandId: string;
  readonly correlationId: string;
  readonly causationId: string;
  /** Schema version it was stored in. */
  readonly schema: number;
}

/** What a projection sees of an event of the log. */
export interface Logged<E extends DomainEvent> extends Handled<E> {
  readonly position: { readonly commit: bigint; readonly prepare: bigint };
  readonly origin: Origin;
}

type Handlers<E extends DomainEvent> = {
  readonly [T in E['type']]?: (event: Logged<Extract<E, { readonly type: T }>>) => readonly Change[];
};

interface Definition<E extends DomainEvent> {
  readonly name: string;
  /** Raised when the logic changes: other rows from the same events. */
  readonly version: number;
  /** Raised when the columns change that queries read. */
  readonly shape: number;
  /** Stream categories it follows. */
  readonly categories: readonly string[];
  readonly tables: readonly Table[];
  /** Nobody waits for its rows: while there is much to do they are written a moment later, more at a time. */
  readonly unhurried?: boolean;
  /** Event types without a handler are handled by doing nothing. */
  readonly on: Handlers<E>;
}

export interface Projection extends Omit<Definition<DomainEvent>, 'on'> {
  /** Event types that change rows. */
  readonly handles: readonly string[];
  readonly changesFor: (type: string, event: Logged<DomainEvent>) => readonly Change[];
}

type AnyHandler = (event: never) => readonly Change[];

/** Declares a projection; `E` is the union of the events its categories hold. */
export const projection = <E extends DomainEvent>({ on, ...facts }: Definition<E>): Projection => {
  const handlers = new Map(Object.entries<AnyHandler | undefined>(on));
  return {
    ...facts,
    handles: [...handlers.keys()],
    changesFor: (type, event) => handlers.get(type)?.(event as never) ?? [],
  };
};
