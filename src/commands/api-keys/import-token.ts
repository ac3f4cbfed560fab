import { apiKey, type ApiKey } from '#domain/apikey/index.js';
import { API_SCOPES } from '#domain/apikey/scopes.js';
import type { Outcome } from '#eventlog/execution.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { takeSlot } from './key-slots.js';
import { nameOfDigest } from './key-text.js';

export interface LegacyToken {
  readonly accountId: number;
  /** SHA-256 of the token's 40 characters, in hexadecimal. The token itself does not come in. */
  readonly textDigest: string;
}

/**
 * Takes over a token of version 1: its `Authorization: Token …` goes on working, on every plan. A token that
 * is here already stays as it is.
 */
export const importToken = async (
  deps: Pick<CommandDeps, 'log' | 'secrets'>,
  caller: Caller,
  { accountId, textDigest }: LegacyToken,
): Promise<Outcome<ApiKey> | 'known'> => {
  const { keyId, hash } = nameOfDigest(deps.secrets.apiKeyPepper, textDigest);
  const { state } = await deps.log.load(apiKey, keyId);
  if (state.status !== 'none') return 'known';
  await takeSlot(deps, caller, { accountId, keyId });
  const facts = { keyId, accountId, hash, scopes: [...API_SCOPES], expiresAt: null, at: caller.at };
  const key = { ...facts, kind: 'legacy' as const, name: 'Token of version 1', prefix: '' };
  return deps.log.execute({
    aggregate: apiKey,
    id: keyId,
    command: { type: 'CreateApiKey', key },
    context: { ...caller.context, account: accountId },
  });
};
