import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { isEnvelope } from '#eventlog/personal-fields.js';
import type { LogRecord } from './log-record.js';

export const HIDDEN = '‹personal›';
const ENCRYPTED = '‹encrypted›';
const SECRET = '‹secret›';

/** Nobody's reading matter, whoever may see personal values: hashes of passwords. */
export const SECRETS: ReadonlySet<string> = new Set(['credential']);

const mapEnvelopes = (
  data: JsonObject,
  replacement: (envelope: { k: number; v: JsonValue }, field: string) => JsonValue,
) =>
  Object.fromEntries(
    Object.entries(data).map(([field, value]) => [
      field,
      isEnvelope(value) ? replacement(value, field) : value,
    ]),
  );

/** Stored data with a stand-in for every personal value. */
export const hidePersonal = (data: JsonObject): JsonObject => mapEnvelopes(data, () => HIDDEN);

/**
 * Stored data with personal values out of their envelopes, as far as they are stored readably. Hashes of
 * passwords stay hidden.
 */
export const showPersonal = (data: JsonObject): JsonObject =>
  mapEnvelopes(data, ({ k, v }, field) => {
    if (SECRETS.has(field)) return SECRET;
    return k === 0 ? v : ENCRYPTED;
  });

/** The accounts whose personal values are in the records, each once, in ascending order. */
export const subjectsIn = (records: readonly Pick<LogRecord, 'data'>[]): readonly number[] => {
  const values = records.flatMap(({ data }) => Object.values(data ?? {}));
  const subjects = values.flatMap((value) =>
    isEnvelope(value) && Number.isSafeInteger(value.s) ? [value.s] : [],
  );
  return [...new Set(subjects)].sort((one, other) => one - other);
};
