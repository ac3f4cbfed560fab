import { z } from 'zod';
import { digest } from '../kit/values.js';

/** Where a saved design lies. The design itself never enters the log (it may be megabytes). */
export const designRef = z.strictObject({
  /** Name of the blob under its owner: HMAC over the content, so equal designs have equal addresses. */
  address: digest,
  /** SHA-256 of the stored bytes. */
  sha256: digest,
  /** Encryption key of the blob; 0 = not encrypted. */
  keyId: z.int().nonnegative(),
  /** Bytes on disk of the document, without its pictures. */
  storedBytes: z.int().nonnegative(),
  /** Bytes of the design as JSON text, pictures inlined. */
  jsonBytes: z.int().nonnegative(),
  objects: z.int().nonnegative(),
  pictures: z.int().nonnegative(),
  /** True when the design has a top-level `metadata`, which a later save without one inherits. */
  hasMetadata: z.boolean(),
});

export type DesignRef = Readonly<z.infer<typeof designRef>>;
