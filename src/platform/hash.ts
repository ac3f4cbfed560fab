import { createHmac, hash } from 'node:crypto';

/** SHA-256 in lower-case hexadecimal. */
export const sha256 = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** HMAC-SHA-256 in lower-case hexadecimal. */
export const hmacSha256 = (key: Uint8Array, data: string | Uint8Array): string =>
  createHmac('sha256', key).update(data).digest('hex');
