import type { Vault } from '#integrations/vault/vault.js';
import { createTokenKeys, vaultRing, type TokenKeys } from './sessions/token-keys.js';

/** As REFRESH_TOKEN_DAYS has it when nobody sets it. */
const REFRESH_SECONDS = 7 * 86_400;

/** What commands need from the vault, read once at start. 32 bytes each, but for the keys of tokens. */
export interface Secrets {
  readonly namePepper: Uint8Array;
  readonly passwordPepper: Uint8Array;
  readonly requestPepper: Uint8Array;
  readonly blobPepper: Uint8Array;
  /** Follow the vault when somebody has them reloaded. */
  readonly tokenKeys: TokenKeys;
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

/** `refreshSeconds`: how long the tokens of a replaced key may be good. */
export const loadSecrets = async (vault: Vault, refreshSeconds = REFRESH_SECONDS): Promise<Secrets> => ({
  namePepper: await vault.secret('name-pepper'),
  passwordPepper: await vault.secret('password-pepper'),
  requestPepper: await vault.secret('request-pepper'),
  blobPepper: await vault.secret('blob-pepper'),
  tokenKeys: createTokenKeys(vaultRing(vault, await vault.secret('token-key')), refreshSeconds),
  linkKey: await vault.secret('link-key'),
  apiKeyPepper: await vault.secret('api-key-pepper'),
});
