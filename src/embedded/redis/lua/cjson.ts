import { formatG, type Data } from './data.js';
import { lua, type LuaState } from './fengari.js';
import {
  dataAt,
  LuaError,
  pushData,
  pushFunction,
  pushNullMark,
  pushText,
  setField,
  textAt,
} from './stack.js';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

const escaped = (char: string): string =>
  ESCAPES[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

const quote = (text: string): string => `"${text.replace(/["\\/\u0000-\u001f\u007f]/g, escaped)}"`;

const encodeKey = (key: Data): string => {
  if (typeof key === 'string') return quote(key);
  if (typeof key === 'number') return `"${formatG(key, 14)}"`;
  throw new LuaError('Cannot serialise table: table key must be a number or string');
};

const encode = (data: Data): string => {
  if (data === null || typeof data === 'boolean') return String(data);
  if (typeof data === 'string') return quote(data);
  if (typeof data === 'number') {
    if (!Number.isFinite(data)) throw new LuaError('Cannot serialise number: must not be NaN or Inf');
    return formatG(data, 14);
  }
  if (data instanceof Map)
    return `{${[...data].map(([key, value]) => `${encodeKey(key)}:${encode(value)}`).join(',')}}`;
  // Lua cannot tell an empty list from an empty object.
  return data.length === 0 ? '{}' : `[${data.map(encode).join(',')}]`;
};

const utf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Escapes beyond ASCII as their bytes, so that JSON.parse sees one character per byte. */
const unescapeWide = (json: string): string =>
  json.replace(
    /\\(?:u([\da-f]{4})(?:\\u(d[c-f][\da-f]{2}))?|[^])/gi,
    (whole, code?: string, low?: string) => {
      if (code === undefined) return whole;
      const first = Number.parseInt(code, 16);
      const isPair = low !== undefined && first >= 0xd800 && first < 0xdc00;
      const rest = low !== undefined && !isPair ? utf8(String.fromCharCode(Number.parseInt(low, 16))) : '';
      if (first < 0x80) return `${whole.slice(0, 6)}${rest}`;
      return isPair
        ? utf8(String.fromCharCode(first, Number.parseInt(low, 16)))
        : utf8(String.fromCharCode(first)) + rest;
    },
  );

const toData = (value: unknown): Data => {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : null;
  }
  if (Array.isArray(value)) return value.map(toData);
  return new Map(Object.entries(value).map(([key, item]) => [key, toData(item)]));
};

const decode = (json: string): Data => {
  try {
    return toData(JSON.parse(unescapeWide(json)));
  } catch (error) {
    throw new LuaError(
      `Expected value but found invalid token (${error instanceof Error ? error.message : ''})`,
    );
  }
};

/** Pushes the table `cjson`. */
export const pushCjson = (L: LuaState): void => {
  lua.lua_createtable(L, 0, 3);
  setField(L, 'encode', () =>
    pushFunction(L, (state) => {
      pushText(state, encode(dataAt(state, 1)));
      return 1;
    }),
  );
  setField(L, 'decode', () =>
    pushFunction(L, (state) => {
      pushData(state, decode(textAt(state, 1)), () => pushNullMark(state));
      return 1;
    }),
  );
  setField(L, 'null', () => pushNullMark(L));
};
