import { HIDDEN } from '#audit/hide-personal.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';
import { fit } from './fit.js';
import { plain } from './plain.js';

const LONGEST_TEXT = 40;
const DIGEST = /^[0-9a-f]{64}$/;

/** Said by the stream, the actor or the time of the event already, or of no use to a reader. */
const LEFT_OUT = new Set('at accountId projectId ownerId sessionId by key emailKey usernameKey'.split(' '));
/** Their values speak for themselves. */
const BARE = new Set('design projectType plan method reason kind'.split(' '));
/** A password hash is nobody's reading matter, whoever may see personal values. */
const SECRET = new Set(['credential']);

const shortText = (text: string): string => {
  if (DIGEST.test(text)) return `${text.slice(0, 8)}…`;
  return fit(plain(text), LONGEST_TEXT);
};

/** Bytes for people: `812 B`, `3.1 MB`. */
export const bytesText = (bytes: number): string => {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const designText = (value: JsonValue): string => {
  if (!isObject(value)) return 'empty';
  return `${Number(value['objects'])} objects, ${bytesText(Number(value['jsonBytes']))}`;
};

const listText = (list: readonly JsonValue[]): string =>
  list.length > 3 ? `[${list.length}]` : `[${list.map((item) => valueText('', item)).join(' ')}]`;

const valueText = (field: string, value: JsonValue): string => {
  if (field === 'design') return designText(value);
  if (typeof value === 'string') return shortText(value);
  if (isList(value)) return listText(value);
  if (isObject(value))
    return 'number' in value ? `v${Number(value['number'])}` : `{${pairs(value).join(' ')}}`;
  return String(value);
};

const isEmpty = (value: JsonValue): boolean =>
  value === '' ||
  value === false ||
  value === null ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const pairs = (data: JsonObject): string[] =>
  Object.entries(data)
    .filter(([field, value]) => !LEFT_OUT.has(field) && !SECRET.has(field) && !isEmpty(value))
    .sort(([, one], [, other]) => Number(one === HIDDEN) - Number(other === HIDDEN))
    .map(([field, value]) => `${BARE.has(field) ? '' : `${field}=`}${valueText(field, value)}`);

/** The data of an event in a few words: `method=password`. Control characters never reach the terminal. */
export const shortData = (data: JsonObject | null): string =>
  data === null ? '' : plain(pairs(data).join(' '));
