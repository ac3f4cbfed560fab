import { z } from 'zod';
import type { DesignDocument } from '#domain/design/split.js';
import { digest } from '#domain/kit/values.js';

const pictureRef = z.strictObject({
  /** Text before the base64 payload, such as `data:image/png;base64,`. */
  prefix: z.string(),
  address: digest,
  /** SHA-256 and length of the stored bytes. */
  sha256: digest,
  bytes: z.int().nonnegative(),
});

const place = z.strictObject({
  path: z.array(z.union([z.string(), z.int()])),
  picture: z.int().nonnegative(),
});

/** A saved design as it lies in its blob: the split document and where each of its pictures lies. */
const storedDocument = z.strictObject({
  v: z.literal(1),
  design: z.custom<DesignDocument['design']>((value) => typeof value === 'object' && value !== null),
  places: z.array(place),
  pictures: z.array(pictureRef),
});

export type PictureRef = Readonly<z.infer<typeof pictureRef>>;
export type StoredDocument = Readonly<z.infer<typeof storedDocument>>;

/** Throws when the text is not a stored document of a format this code knows. */
export const parseStoredDocument = (text: string): StoredDocument => storedDocument.parse(JSON.parse(text));
