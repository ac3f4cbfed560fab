// Texts of API keys: `aidt_` and 43 url-safe characters. 192 bits are drawn, 64 prove that we made the text: a
// text somebody made up is refused without a look into the log. Nothing of a text is stored but its first
// characters and an HMAC.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hmacSha256, sha256 } from '#platform/hash.js';
import { nameBasedId } from '#platform/ids.js';

const MARK = 'aidt_';
const DRAWN_BYTES = 24;
const PROOF_BYTES = 8;
const SHOWN = 8;

const KEY = /^aidt_([\w-]{43})$/;
const LEGACY = /^[0-9a-f]{40}$/;

const bytesOf = (pepper: Uint8Array, ...parts: readonly (string | number)[]): Buffer =>
  Buffer.from(hmacSha256(pepper, JSON.stringify(parts)), 'hex');

const proofOf = (pepper: Uint8Array, drawn: Buffer): Buffer =>
  bytesOf(pepper, 'api-key-proof', drawn.toString('hex')).subarray(0, PROOF_BYTES);

/** What a text is made of. */
export interface Draw {
  readonly commandId: string;
  readonly draw: number;
  /** The request's Idempotency-Key: the same one gets the same text. Empty: the text is drawn at random. */
  readonly retryKey: string;
}

/**
 * The text of a new key. With a retry key it follows from it and the vault's secret, so that a retry is
 * answered equally though the text is not stored; the log holds neither the retry key nor the secret.
 */
export const newKeyText = (pepper: Uint8Array, { commandId, draw, retryKey }: Draw): string => {
  const drawn =
    retryKey === ''
      ? randomBytes(DRAWN_BYTES)
      : bytesOf(pepper, 'api-key-text', commandId, draw, retryKey).subarray(0, DRAWN_BYTES);
  return MARK + Buffer.concat([drawn, proofOf(pepper, drawn)]).toString('base64url');
};

/** True for a text we made: only then a key of it can be in the log. */
const isOurs = (pepper: Uint8Array, text: string): boolean => {
  const encoded = KEY.exec(text)?.[1];
  if (encoded === undefined) return false;
  const bytes = Buffer.from(encoded, 'base64url');
  const drawn = bytes.subarray(0, DRAWN_BYTES);
  return (
    bytes.toString('base64url') === encoded &&
    timingSafeEqual(bytes.subarray(DRAWN_BYTES), proofOf(pepper, drawn))
  );
};

/** Which sort of key a text can be; undefined: no key of ours. */
export const kindOf = (pepper: Uint8Array, text: string): 'key' | 'legacy' | undefined => {
  if (LEGACY.test(text)) return 'legacy';
  return isOurs(pepper, text) ? 'key' : undefined;
};

export interface KeyName {
  readonly keyId: string;
  /** What the log knows the key by. */
  readonly hash: string;
}

/** The name of a key whose text has this SHA-256: found again from the text, and from nothing that is stored. */
export const nameOfDigest = (pepper: Uint8Array, textDigest: string): KeyName => {
  const hash = hmacSha256(pepper, JSON.stringify(['api-key', textDigest]));
  return { keyId: nameBasedId('api-key', hash), hash };
};

export const nameOfText = (pepper: Uint8Array, text: string): KeyName => nameOfDigest(pepper, sha256(text));

/** The characters that are shown and stored. */
export const prefixOf = (text: string): string => text.slice(0, SHOWN);
