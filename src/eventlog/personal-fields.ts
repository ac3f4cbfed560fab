import type { z } from 'zod';
import { ERASED, subjectOf } from '#domain/kit/personal.js';
import type { EventDefinition } from '#domain/kit/event.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

/**
 * A personal value as stored: `s` is the person, `k` the key it is encrypted with (0 = plain), `v` the value.
 */
export interface PersonalEnvelope {
  readonly $p: 1;
  readonly s: number;
  readonly k: number;
  readonly v: JsonValue;
}

/** True for a stored personal value, readable or not. */
export const isEnvelope = (value: JsonValue): value is JsonObject & PersonalEnvelope =>
  typeof value === 'object' && value !== null && '$p' in value;

const subjectId = (data: JsonObject, field: string): number => {
  const id = data[field];
  if (typeof id !== 'number')
    throw new TypeError(`Personal data without a person: "${field}" is not an account id.`);
  return id;
};

/** Puts the personal fields of an event into their envelopes. */
export const wrapPersonal = (definition: EventDefinition, data: JsonObject): JsonObject => {
  const schemas: Readonly<Record<string, z.core.$ZodType | undefined>> = definition.data.shape;
  const wrapped = Object.entries(data).map(([field, value]): [string, JsonValue] => {
    const schema = schemas[field];
    const subject = schema && subjectOf(schema);
    return [field, subject ? { $p: 1, s: subjectId(data, subject), k: 0, v: value } : value];
  });
  return Object.fromEntries(wrapped);
};

const opened = (value: JsonValue): JsonValue => {
  if (!isEnvelope(value)) return value;
  return value.k === 0 ? value.v : ERASED;
};

/**
 * Takes personal values out of their envelopes; one that was encrypted with a key we do not have reads as
 * erased.
 */
export const unwrapPersonal = (data: JsonObject): JsonObject => {
  const wrapped = Object.entries(data).filter(([, value]) => isEnvelope(value));
  if (wrapped.length === 0) return data;
  return { ...data, ...Object.fromEntries(wrapped.map(([field, value]) => [field, opened(value)])) };
};
