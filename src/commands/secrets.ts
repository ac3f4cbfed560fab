import type { Vault } from '#integrations/vault/vault.js';

/** What commands need from the vault, read once at start. 32 bytes each. */
export interface Secrets {
  readonly namePepper: Uint8Array;
  readonly passwordPepper: Uint8Array;
  readonly requestPepper: Uint8Array;
  readonly blobPepper: Uint8Array;
  readonly tokenKey: Uint8Array;
  readonly linkKey: Uint8Array;
  readonly apiKeyPepper: Uint8Array;
}

/** Drawn by chance at the first start, and never changed. */
export const SECRET_NAMES: readonly string[] = [
  'name-pepper',
  'password-pepper',
  'request-pepper',
  'blob-pepper',
  'token-key',
  'link-key',
  'api-key-pepper',
];

export const loadSecrets = async (vault: Vault): Promise<Secrets> => ({
  namePepper: await vault.secret('name-pepper'),
  passwordPepper: await vault.secret('password-pepper'),
  requestPepper: await vault.secret('request-pepper'),
  blobPepper: await vault.secret('blob-pepper'),
  tokenKey: await vault.secret('token-key'),
  linkKey: await vault.secret('link-key'),
  apiKeyPepper: await vault.secret('api-key-pepper'),
});
