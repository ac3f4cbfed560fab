import { Buffer } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { DesignRef } from '#domain/design/reference.js';
import { joinDesign } from '#domain/design/split.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { CommandDeps } from '../command-deps.js';
import { parseStoredDocument } from './design-document.js';

const decompress = promisify(brotliDecompress);

/**
 * The design of a reference, JSON-equal to what was saved; `{}` for null. Throws `BlobMissing` when it is
 * gone from the store.
 */
export const readDesign = async (
  { blobs }: Pick<CommandDeps, 'blobs'>,
  owner: number,
  ref: DesignRef | null,
): Promise<JsonObject> => {
  if (ref === null) return {};
  const bytes = await decompress(await blobs.get({ account: owner, address: ref.address }));
  const { pictures: refs, ...document } = parseStoredDocument(bytes.toString('utf8'));
  const read = async ({ prefix, address }: (typeof refs)[number]) => ({
    prefix,
    bytes: Buffer.from(await blobs.get({ account: owner, address })),
  });
  return joinDesign(document, await Promise.all(refs.map(read)));
};
