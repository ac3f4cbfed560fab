// A person's design as a model may read it. Promises: no picture, data URL or address of a picture leaves in it.
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

/** More than this does not fit into what models read. Characters of JSON. */
const LONGEST_SOURCE = 400_000;

const isPicture = (key: string, text: string): boolean =>
  /^data:/i.test(text) || (key === 'src' && text.trim() !== '');

export interface Hidden {
  /** The design with `[picture 1]`, `[picture 2]`, … in place of pictures. */
  readonly design: JsonObject;
  /** The pictures themselves, which stay here. */
  readonly pictures: readonly string[];
}

/** The design without its pictures; undefined when it is too large for a model all the same. */
export const hidePictures = (source: JsonObject): Hidden | undefined => {
  const numbers = new Map<string, number>();
  const standIn = (text: string): string => {
    const number = numbers.get(text) ?? numbers.size + 1;
    numbers.set(text, number);
    return `[picture ${number}]`;
  };
  const hide = (key: string, value: JsonValue): JsonValue => {
    if (typeof value === 'string') return isPicture(key, value) ? standIn(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => hide(key, item));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(name, inner)]));
  };
  const design = hide('', source) as JsonObject;
  if (JSON.stringify(design).length > LONGEST_SOURCE) return undefined;
  return { design, pictures: [...numbers.keys()] };
};
