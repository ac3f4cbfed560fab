// A person's design on its way to a model and back. Promises: no picture, data URL or address of a picture
// leaves in it; each comes back to the image component that names its stand-in.
import type { Component } from '#domain/design/components/component.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

/** More than this does not fit into what models read. Characters of JSON. */
const LONGEST_SOURCE = 400_000;

const isPicture = (key: string, text: string): boolean =>
  /^data:/i.test(text) || (key === 'src' && text.trim() !== '');

interface Hidden {
  /** The design with `[picture 1]`, `[picture 2]`, … in place of pictures. */
  readonly design: JsonObject;
  readonly pictures: readonly string[];
}

/** The design without its pictures; undefined when it is too large for a model all the same. */
export const hidePictures = (source: JsonObject): Hidden | undefined => {
  const pictures: string[] = [];
  const standIn = (text: string): string => {
    const known = pictures.indexOf(text);
    return `[picture ${known === -1 ? pictures.push(text) : known + 1}]`;
  };
  const hide = (key: string, value: JsonValue): JsonValue => {
    if (typeof value === 'string') return isPicture(key, value) ? standIn(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly JsonValue[]).map((item) => hide(key, item));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(name, inner)]));
  };
  const design = hide('', source) as JsonObject;
  return JSON.stringify(design).length > LONGEST_SOURCE ? undefined : { design, pictures };
};

/** Images that name a stand-in show the picture again; a stand-in nobody gave is a caption like any other. */
export const showPictures = (
  components: readonly Component[],
  pictures: readonly string[],
): readonly Component[] =>
  components.map((component) => {
    if (component.type !== 'image') return component;
    const [, number] = /^\[picture (\d{1,6})\]$/.exec(component.content ?? '') ?? [];
    const picture = number === undefined ? undefined : pictures[Number(number) - 1];
    return picture === undefined ? component : { ...component, content: picture };
  });
