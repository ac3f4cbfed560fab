// A person's design on its way to a model and back. Promises: no picture, data URL or address of a picture
// leaves in it; each comes back to the image component that names its stand-in.
import type { Component } from '#domain/design/components/component.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

/** More than this does not fit into what models read. Characters of JSON. */
const LONGEST_SOURCE = 400_000;

const isPicture = (key: string, text: string): boolean =>
  /^data:/i.test(text) || (key === 'src' && text.trim() !== '');

const pictureNamed = (text: string, pictures: readonly string[]): string | undefined => {
  const [, number] = /^\[picture (\d{1,6})\]$/.exec(text) ?? [];
  return number === undefined ? undefined : pictures[Number(number) - 1];
};

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

/** The same for Fabric objects: wherever one names a stand-in as its picture. Undefined when one is not known. */
export const showInFabric = (
  objects: readonly JsonObject[],
  pictures: readonly string[],
): readonly JsonObject[] | undefined => {
  const missing: string[] = [];
  const show = (key: string, value: JsonValue): JsonValue => {
    if (typeof value === 'string') {
      if (key !== 'src' && key !== 'source') return value;
      const picture = pictureNamed(value, pictures);
      if (picture === undefined) missing.push(value);
      return picture ?? value;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => show(key, item));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, show(name, inner)]));
  };
  const shown = objects.map((object) => show('', object) as JsonObject);
  return missing.length === 0 ? shown : undefined;
};

/** Images that name a stand-in show the picture again; a stand-in nobody gave is a caption like any other. */
export const showPictures = (
  components: readonly Component[],
  pictures: readonly string[],
): readonly Component[] =>
  components.map((component) => {
    if (component.type !== 'image') return component;
    const picture = pictureNamed(component.content ?? '', pictures);
    return picture === undefined ? component : { ...component, content: picture };
  });
