import { HIDDEN } from '#audit/hide-personal.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { fit } from './fit.js';

const LONGEST_TEXT = 40;
const DIGEST = /^[0-9a-f]{64}$/;

/** Said by the stream, the actor or the time of the event already, or of no use to a reader. */
const LEFT_OUT = new Set('at accountId projectId ownerId sessionId by key emailKey usernameKey'.split(' '));
/** Their values speak for themselves. */
const BARE = new Set('design projectType plan method reason kind'.split(' '));
/** A password hash is nobody's reading matter, whoever may see personal values. */
const SECRET = new Set(['credential']);

const plain = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�');

const shortText = (text: string): string => {
  if (DIGEST.test(text)) return `${text.slice(0, 8)}…`;
  return fit(plain(text), LONGEST_TEXT);
};

/** Bytes for people: `812 B`, `3.1 MB`. */
export const bytesText = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const designText = (value: JsonValue): string => {
  if (!isObject(value)) return 'empty';
  return `${String(value['objects'])} objects, ${bytesText(Number(value['jsonBytes']))}`;
};

const valueText = (field: string, value: JsonValue): string => {
  if (field === 'design') return designText(value);
  if (typeof value === 'string') return shortText(value);
  if (Array.isArray(value))
    return value.length > 3 ? `[${value.length}]` : `[${value.map(String).join(' ')}]`;
  if (isObject(value)) return 'number' in value ? `v${String(value['number'])}` : fieldsText(value);
  return String(value);
};

const isEmpty = (value: JsonValue): boolean =>
  value === '' ||
  value === false ||
  value === null ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const fieldsText = (data: JsonObject): string => `{${pairs(data).join(' ')}}`;

const pairs = (data: JsonObject): string[] =>
  Object.entries(data)
    .filter(([field, value]) => !LEFT_OUT.has(field) && !SECRET.has(field) && !isEmpty(value))
    .sort(([, one], [, other]) => Number(one === HIDDEN) - Number(other === HIDDEN))
    .map(([field, value]) => `${BARE.has(field) ? '' : `${field}=`}${valueText(field, value)}`);

/** The data of an event in a few words: `method=password`. Control characters never reach the terminal. */
export const shortData = (data: JsonObject | null): string => (data === null ? '' : pairs(data).join(' '));
