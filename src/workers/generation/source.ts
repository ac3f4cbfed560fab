// A refined design on its way back from a model. Promises: each picture that was hidden from it
// (commands/designs/hide-pictures) comes back to the image component that names its stand-in.
import type { Component } from '#domain/design/components/component.js';
import type { JsonObject, JsonValue } from '#domain/kit/json.js';

const pictureNamed = (text: string, pictures: readonly string[]): string | undefined => {
  const [, number] = /^\[picture (\d{1,6})\]$/.exec(text) ?? [];
  return number === undefined ? undefined : pictures[Number(number) - 1];
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
