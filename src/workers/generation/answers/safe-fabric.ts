// Fabric objects that a model answers beside components, when it was given some. Promises: what comes out are
// objects of Fabric's own types with plain values; no address, no markup outside texts, no picture but a
// stand-in. It does not check that a key fits its object: Fabric leaves out what it does not know.
import { plainText } from '#domain/design/components/normalize.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

const TYPES = new Set(
  'rect circle ellipse triangle line polyline polygon path group image text itext textbox'.split(' '),
);

const MOST_VALUES = 100_000;
const DEEPEST = 12;
const FARTHEST = 1e7;

const KEY = /^[A-Za-z][A-Za-z0-9]{0,40}$/;
/** Colours, names of fonts and modes, commands of paths. */
const WORD = /^[\p{L}\p{N} #%.,()'"_+-]{0,200}$/u;
const STAND_IN = /^\[picture \d{1,6}\]$/;

const isSafeText = (key: string, text: string): boolean =>
  key === 'src' || key === 'source' ? STAND_IN.test(text) : WORD.test(text) && !/url\s*\(/i.test(text);

/** Thrown inside this file only. */
class Unsafe extends Error {}

/** Copies what is safe; throws `Unsafe` otherwise. */
const createCopier = () => {
  let left = MOST_VALUES;
  const copy = (key: string, value: unknown, depth: number): JsonValue => {
    left -= 1;
    if (left < 0 || depth > DEEPEST) throw new Unsafe();
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Math.abs(value) <= FARTHEST) return value;
    if (typeof value === 'string') {
      if (key === 'text') return plainText(value);
      if (isSafeText(key, value)) return value;
    }
    if (Array.isArray(value)) return value.map((item: unknown) => copy(key, item, depth + 1));
    if (typeof value === 'object') return copyFields(value, depth, key === 'objects');
    throw new Unsafe();
  };
  const copyFields = (fields: object, depth: number, isMember: boolean): JsonObject => {
    const entries: [string, unknown][] = Object.entries(fields);
    if (!entries.every(([name]) => KEY.test(name) || /^\d+$/.test(name))) throw new Unsafe();
    const copied = Object.fromEntries(entries.map(([name, inner]) => [name, copy(name, inner, depth + 1)]));
    const type = copied['type'];
    const known = typeof type === 'string' && TYPES.has(type.toLowerCase().replace('-', ''));
    if (isMember && !known) throw new Unsafe();
    return copied;
  };
  return copy;
};

/** The objects, or undefined when one of them is anything else than it should be. */
export const safeFabric = (objects: unknown): readonly JsonObject[] | undefined => {
  if (!Array.isArray(objects) || objects.length === 0) return undefined;
  try {
    return createCopier()('objects', objects, 0) as readonly JsonObject[];
  } catch (error) {
    if (error instanceof Unsafe) return undefined;
    throw error;
  }
};
