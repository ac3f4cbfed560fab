import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { isEnvelope } from '#eventlog/personal-fields.js';

export const HIDDEN = '‹personal›';
const ENCRYPTED = '‹encrypted›';

const mapEnvelopes = (data: JsonObject, replacement: (envelope: { k: number; v: JsonValue }) => JsonValue) =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [field, isEnvelope(value) ? replacement(value) : value]),
  );

/** Stored data with a stand-in for every personal value. */
export const hidePersonal = (data: JsonObject): JsonObject => mapEnvelopes(data, () => HIDDEN);

/** Stored data with personal values out of their envelopes, as far as they are stored readably. */
export const showPersonal = (data: JsonObject): JsonObject =>
  mapEnvelopes(data, ({ k, v }) => (k === 0 ? v : ENCRYPTED));
