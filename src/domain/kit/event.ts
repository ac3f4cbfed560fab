import type { z } from 'zod';
import type { JsonObject } from './json.js';

/** Brings data of one stored schema version to the next; pure and total. */
export type Upcast = (data: JsonObject) => JsonObject;

/** One kind of event: its name, schema version, the shape of its data, and how older data become current. */
export interface EventDefinition<T extends string = string, D extends z.ZodObject = z.ZodObject> {
  readonly type: T;
  /** Version of `data`; stored in the metadata of every event. */
  readonly schema: number;
  readonly data: D;
  /** `upcasts[i]` turns version i + 1 into version i + 2; so `schema - 1` entries. */
  readonly upcasts: readonly Upcast[];
}

/** An event as deciders and projections see it: personal fields are plain values or `Erased`. */
export interface DomainEvent<T extends string = string, D = object> {
  readonly type: T;
  readonly data: D;
}

export type EventOf<Def> =
  Def extends EventDefinition<infer T, infer D> ? DomainEvent<T, Readonly<z.infer<D>>> : never;

/** Every event type of a stream category, keyed by type: `EventsOf<typeof projectEvents>` is their union. */
export type EventsOf<Defs extends Record<string, EventDefinition>> = {
  [K in keyof Defs]: EventOf<Defs[K]>;
}[keyof Defs];

/** Declares version 1 of an event; later versions pass `upcasts` and the version follows from them. */
export const defineEvent = <T extends string, D extends z.ZodObject>(
  type: T,
  data: D,
  upcasts: readonly Upcast[] = [],
): EventDefinition<T, D> => ({ type, data, schema: upcasts.length + 1, upcasts });
