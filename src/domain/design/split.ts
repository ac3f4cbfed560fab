// Splits a design into a small document and its pictures, and joins them again. Promises: join(split(x)) is
// deep-equal to x, equal pictures are one entry, the input is never changed. Places are kept beside the
// design, never inside it, so nothing a design contains can be taken for a reference. Does not promise: a
// bound on depth (the JSON reader has one). Joining fails with DesignDocumentError when document and pictures
// do not belong together.
import { z } from 'zod';
import type { JsonObject, JsonValue } from '../kit/json.js';
import { countObjects } from './count-objects.js';
import { formatPicture, parsePicture, type Picture } from './picture.js';
import { replaceAt, type Step } from './replace-at.js';

/** Where a picture stood: the steps from the root of the design, and its index in the list of pictures. */
export type PicturePlace = {
  readonly path: readonly Step[];
  readonly picture: number;
};

/** The stored form of a design, format 1: `design` holds null at every place. */
export type DesignDocument = {
  readonly v: 1;
  readonly design: JsonObject;
  readonly places: readonly PicturePlace[];
};

/** A design taken apart. `counts.pictures` counts places, so it can exceed `pictures.length`. */
export interface SplitDesign {
  readonly document: DesignDocument;
  readonly pictures: readonly Picture[];
  readonly counts: { readonly objects: number; readonly pictures: number };
}

/** A document that does not have format 1, or whose places do not fit its design or its pictures. */
export class DesignDocumentError extends Error {
  constructor(reason: string) {
    super(`The stored design cannot be joined: ${reason}`);
    this.name = 'DesignDocumentError';
  }
}

const eachText = (value: JsonValue, path: Step[], visit: (text: string, path: Step[]) => void): void => {
  if (typeof value === 'string') {
    visit(value, path);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries: Iterable<[Step, JsonValue]> = Array.isArray(value)
    ? (value as readonly JsonValue[]).entries()
    : Object.entries(value);
  for (const [step, inner] of entries) {
    path.push(step);
    eachText(inner, path, visit);
    path.pop();
  }
};

/**
 * Takes every inlined picture out of a design. Pure; equal pictures (by their whole text) share one entry.
 */
export const splitDesign = (design: JsonObject): SplitDesign => {
  const pictures: Picture[] = [];
  const places: PicturePlace[] = [];
  const known = new Map<string, number>();
  const indexOf = (text: string): number | undefined => {
    const index = known.get(text);
    if (index !== undefined) return index;
    const picture = parsePicture(text);
    if (picture === undefined) return undefined;
    known.set(text, pictures.length);
    return pictures.push(picture) - 1;
  };
  eachText(design, [], (text, path) => {
    const picture = indexOf(text);
    if (picture !== undefined) places.push({ path: [...path], picture });
  });
  const stripped = putInto(
    design,
    places.map(({ path }) => ({ path, value: null })),
  );
  const counts = { objects: countObjects(design), pictures: places.length };
  return { document: { v: 1, design: stripped, places }, pictures, counts };
};

const putInto = (...[design, replacements]: Parameters<typeof replaceAt>): JsonObject => {
  const result = replaceAt(design, replacements);
  if (result === undefined) throw new DesignDocumentError('a picture has no place in it');
  return result;
};

const documentShape = z.object({
  v: z.literal(1),
  design: z.custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ),
  places: z.array(
    z.object({ path: z.array(z.union([z.string(), z.number()])).min(1), picture: z.int().min(0) }),
  ),
});

/** Puts the pictures back where they stood. Throws DesignDocumentError when the parts do not fit together. */
export const joinDesign = (document: JsonObject, pictures: readonly Picture[]): JsonObject => {
  const parsed = documentShape.safeParse(document);
  if (!parsed.success) throw new DesignDocumentError('it is not a design document of format 1');
  const texts = pictures.map(formatPicture);
  const replacements = parsed.data.places.map(({ path, picture }) => {
    const value = texts[picture];
    if (value === undefined) throw new DesignDocumentError(`picture ${String(picture)} is missing`);
    return { path, value };
  });
  return putInto(parsed.data.design, replacements);
};
