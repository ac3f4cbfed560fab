// Domain events to stored data and back. Promises: what it wrote it reads, for ever (upcasts); data that is
// not an object, an unknown type or a newer schema is refused, never passed on. It does not check seals
// (audit does).
import type { DomainEvent, EventDefinition } from '#domain/kit/event.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { unwrapPersonal, wrapPersonal } from './personal-fields.js';

/** The log holds an event this code does not know yet: a newer version wrote it. */
export class CodeTooOld extends Error {
  constructor(type: string, schema: number) {
    super(`Event ${type} v${schema} is newer than this code. Upgrade this process.`);
    this.name = 'CodeTooOld';
  }
}

/** Stored data that no version of the code could have written. */
export class UndecodableEvent extends Error {
  constructor(type: string, cause: unknown) {
    super(`Event ${type} cannot be decoded.`, { cause });
    this.name = 'UndecodableEvent';
  }
}

export interface Encoded {
  /** Data as stored. */
  readonly data: JsonObject;
  readonly schema: number;
  /** The event as `decode` will give it back: what is only in memory (undefined fields) is gone. */
  readonly event: DomainEvent;
}

export interface Codec {
  /** The event in stored form. Throws when its data do not fit the event's schema. */
  encode(event: DomainEvent): Encoded;
  /** The event with current data. Throws `CodeTooOld` or `UndecodableEvent`. */
  decode(type: string, schema: number, stored: unknown): DomainEvent;
}

type Catalog = Readonly<Record<string, Readonly<Record<string, EventDefinition>>>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What JSON makes of the value: no undefined fields, nothing that is not data. */
const asJson = (value: JsonValue): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/**
 * Data of the version they were stored in, brought to the current one. Data that never were of it may trip an
 * upcast.
 */
const current = (definition: EventDefinition, schema: number, stored: JsonObject): JsonObject => {
  try {
    return definition.upcasts
      .slice(schema - 1)
      .reduce((data, upcast) => upcast(data), unwrapPersonal(stored));
  } catch (error) {
    throw new UndecodableEvent(definition.type, error);
  }
};

export const createCodec = (catalog: Catalog): Codec => {
  const definitions = new Map(Object.values(catalog).flatMap((events) => Object.entries(events)));
  const known = (type: string, schema: number): EventDefinition => {
    const definition = definitions.get(type);
    if (!definition || schema > definition.schema) throw new CodeTooOld(type, schema);
    return definition;
  };
  return {
    encode: (event) => {
      const definition = known(event.type, 1);
      const data = asJson(definition.data.parse(event.data) as JsonObject);
      const { schema } = definition;
      return { data: wrapPersonal(definition, data), schema, event: { type: event.type, data } };
    },
    decode: (type, schema, stored) => {
      const definition = known(type, schema);
      if (!isObject(stored)) throw new UndecodableEvent(type, new TypeError('Data is not a JSON object.'));
      const parsed = definition.data.safeParse(current(definition, schema, stored));
      if (!parsed.success) throw new UndecodableEvent(type, parsed.error);
      return { type, data: parsed.data };
    },
  };
};
