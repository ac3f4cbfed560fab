import type { JsonObject, JsonValue } from '#domain/kit/json.js';

const LONGEST_TEXT = 40;
const DIGEST = /^[0-9a-f]{64}$/;

/** Said by the stream, the line or its time already. */
const LEFT_OUT = new Set(['at', 'accountId', 'projectId', 'sessionId', 'key', 'emailKey', 'usernameKey']);
/** A password hash is nobody's reading matter, whoever may see personal values. */
const SECRET = new Set(['credential']);

const plain = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '�');

const shortText = (text: string): string => {
  if (DIGEST.test(text)) return `${text.slice(0, 8)}…`;
  const characters = [...plain(text)];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : plain(text);
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
  return `${String(value['objects'])} objects ${bytesText(Number(value['jsonBytes']))}`;
};

const valueText = (field: string, value: JsonValue): string => {
  if (field === 'design') return designText(value);
  if (typeof value === 'string') return shortText(value);
  if (Array.isArray(value)) return value.length > 3 ? `[${value.length}]` : `[${value.map(String).join(' ')}]`;
  if (isObject(value)) return 'number' in value ? `v${String(value['number'])}` : fieldsText(value);
  return String(value);
};

const isEmpty = (value: JsonValue): boolean =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0);

const fieldsText = (data: JsonObject): string => `{${pairs(data).join(' ')}}`;

const pairs = (data: JsonObject): string[] =>
  Object.entries(data)
    .filter(([field, value]) => !LEFT_OUT.has(field) && !SECRET.has(field) && !isEmpty(value))
    .map(([field, value]) => `${field}=${valueText(field, value)}`);

/** The data of an event in a few words: `method=password`. Control characters never reach the terminal. */
export const shortData = (data: JsonObject | null): string => (data === null ? '' : pairs(data).join(' '));
