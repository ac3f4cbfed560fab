// Stores a design in blobs. Promises: every blob is durable before the reference is handed out; equal designs
// of one owner have equal references and are written once; pictures are written once however many designs
// show them.
import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { constants, brotliCompress } from 'node:zlib';
import type { DesignRef } from '#domain/design/reference.js';
import type { Picture } from '#domain/design/picture.js';
import { splitDesign } from '#domain/design/split.js';
import type { JsonObject } from '#domain/kit/json.js';
import { hmacSha256, sha256 } from '#platform/hash.js';
import type { CommandDeps } from '../command-deps.js';
import type { PictureRef, StoredDocument } from './design-document.js';
import { readDesign } from './read-design.js';

type Deps = Pick<CommandDeps, 'blobs' | 'secrets'>;

const compress = promisify(brotliCompress);
/** Documents are small without their pictures: a middling quality costs a millisecond. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Addresses say nothing about the content to anyone without the pepper, and differ from owner to owner. */
const addressOf = ({ secrets }: Deps, owner: number, content: Uint8Array): string =>
  hmacSha256(secrets.blobPepper, Buffer.concat([Buffer.from(`${owner}:`), content]));

const storePicture = async (deps: Deps, owner: number, { prefix, bytes }: Picture): Promise<PictureRef> => {
  const address = addressOf(deps, owner, bytes);
  await deps.blobs.put({ account: owner, address }, bytes);
  return { prefix, address, sha256: sha256(bytes), bytes: bytes.length };
};

/** The editor's saves carry no `metadata`; what was there before stays. */
const withMetadata = async (deps: Deps, { owner, design, previous }: ToStore): Promise<JsonObject> => {
  if (!previous?.hasMetadata || 'metadata' in design) return design;
  const { metadata } = await readDesign(deps, owner, previous);
  return metadata === undefined ? design : { ...design, metadata };
};

export interface ToStore {
  /** Account under which the design lies: the project's owner. */
  readonly owner: number;
  readonly design: JsonObject;
  /** The design it replaces. */
  readonly previous: DesignRef | null;
}

const inlinedBytes = (
  stripped: string,
  pictures: readonly Picture[],
  places: StoredDocument['places'],
): number => {
  const lengthOf = ({ prefix, bytes }: Picture): number =>
    prefix.length + 4 * Math.ceil(bytes.length / 3) - 2;
  return places.reduce((sum, { picture }) => {
    const shown = pictures[picture];
    return sum + (shown ? lengthOf(shown) : 0);
  }, Buffer.byteLength(stripped));
};

/**
 * The reference to put into the event; null for the empty design, and the previous one when nothing changed.
 */
export const storeDesign = async (deps: Deps, wanted: ToStore): Promise<DesignRef | null> => {
  const { owner, previous } = wanted;
  const design = await withMetadata(deps, wanted);
  if (Object.keys(design).length === 0) return null;
  const { document, pictures, counts } = splitDesign(design);
  const refs = await Promise.all(pictures.map((picture) => storePicture(deps, owner, picture)));
  const stored: StoredDocument = {
    v: 1,
    design: document.design,
    places: document.places.map(({ path, picture }) => ({ path: [...path], picture })),
    pictures: refs,
  };
  const text = Buffer.from(JSON.stringify(stored));
  const address = addressOf(deps, owner, text);
  if (previous?.address === address) return previous;
  const bytes = await compress(text, QUALITY);
  await deps.blobs.put({ account: owner, address }, bytes);
  return {
    address,
    sha256: sha256(bytes),
    keyId: 0,
    storedBytes: bytes.length,
    jsonBytes: inlinedBytes(JSON.stringify(document.design), pictures, stored.places),
    objects: counts.objects,
    pictures: counts.pictures,
    hasMetadata: 'metadata' in design,
  };
};
