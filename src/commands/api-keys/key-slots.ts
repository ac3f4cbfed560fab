// Places for the keys of an account. A place is taken before the key is made. Places of keys that expired or
// never came are given back when somebody finds no room: nobody waits for a place that nobody uses.
import { apiKey, isLive } from '#domain/apikey/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { keyring, type KeyringCommand } from '#domain/keyring/index.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** A creation that takes longer was given up. */
const CREATION_MS = 120_000;

interface Slot {
  readonly accountId: number;
  readonly keyId: string;
}

type Log = Pick<CommandDeps, 'log'>;
type Reason = Extract<KeyringCommand, { type: 'ReleaseKeySlot' }>['reason'];

const take = ({ log }: Log, caller: Caller, { accountId, keyId }: Slot) =>
  log.execute({
    aggregate: keyring,
    id: accountId,
    command: { type: 'ReserveKeySlot', slot: { accountId, keyId, at: caller.at } },
    context: { ...stepOf(caller.context, 'key-slot', keyId), account: accountId },
  });

export const releaseSlot = async (
  { log }: Log,
  caller: Caller,
  { accountId, keyId, reason }: Slot & { readonly reason: Reason },
): Promise<void> => {
  await log.execute({
    aggregate: keyring,
    id: accountId,
    command: { type: 'ReleaseKeySlot', slot: { accountId, keyId, at: caller.at }, reason },
    context: { ...stepOf(caller.context, 'free-key-slot', keyId), account: accountId },
  });
};

/** Fences a key that never came. False: it came after all. */
const abandoned = async ({ log }: Log, caller: Caller, slot: Slot): Promise<boolean> => {
  const { accountId, keyId } = slot;
  try {
    await log.execute({
      aggregate: apiKey,
      id: keyId,
      command: { type: 'AbandonApiKey', about: { ...slot, at: caller.at } },
      context: { ...stepOf(caller.context, 'fence-key', keyId), account: accountId },
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'target_exists') return false;
    throw error;
  }
};

/** Why the slot's key needs no place any more; undefined while it does. */
const reasonToRelease = async (
  deps: Log,
  caller: Caller,
  slot: Slot & { readonly since: string },
): Promise<Reason | undefined> => {
  const { accountId, keyId, since } = slot;
  const { state } = await deps.log.load(apiKey, keyId);
  if (isLive(state, caller.at)) return undefined;
  if (state.status === 'active') return 'key_expired';
  if (state.status === 'revoked') return 'key_revoked';
  if (state.status === 'abandoned') return 'key_abandoned';
  const old = Date.parse(caller.at) - Date.parse(since) > CREATION_MS;
  return old && (await abandoned(deps, caller, { accountId, keyId })) ? 'key_abandoned' : undefined;
};

const releaseUnused = async (deps: Log, caller: Caller, accountId: number): Promise<void> => {
  const { slots } = (await deps.log.load(keyring, accountId)).state;
  for (const [keyId, since] of slots) {
    const reason = await reasonToRelease(deps, caller, { accountId, keyId, since });
    if (reason) await releaseSlot(deps, caller, { accountId, keyId, reason });
  }
};

/** Takes a place. Throws `api_key_limit_exceeded` when live keys have them all. */
export const takeSlot = async (deps: Log, caller: Caller, slot: Slot): Promise<void> => {
  try {
    await take(deps, caller, slot);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'api_key_limit_exceeded')) throw error;
    await releaseUnused(deps, caller, slot.accountId);
    await take(deps, caller, slot);
  }
};
