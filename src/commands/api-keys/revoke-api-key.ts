import { apiKey, type ApiKey } from '#domain/apikey/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { releaseSlot } from './key-slots.js';

/**
 * Ends a key of the caller: it is refused on every process within seconds (find-key.ts). Throws `not_found`
 * for keys of others as for those there never were.
 */
export const revokeApiKey = async (
  deps: Pick<CommandDeps, 'log'>,
  caller: Caller,
  keyId: string,
): Promise<Outcome<ApiKey>> => {
  const accountId = personOf(caller);
  const outcome = await deps.log.execute({
    aggregate: apiKey,
    id: keyId,
    command: { type: 'RevokeApiKey', accountId, reason: 'owner', at: caller.at },
    context: caller.context,
  });
  await releaseSlot(deps, caller, { accountId, keyId, reason: 'key_revoked' });
  return outcome;
};
