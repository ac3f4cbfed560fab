// Whose a key is, for every request that carries one. Promises: what was found is believed for two seconds, so
// that a revoked key, a downgrade or a deactivated account is in force on every process within them; texts
// nobody made are refused without a look into the log, and of texts that only look like tokens of version 1 so
// many a second are looked up. A log that does not answer: 503, nobody is let in.
import { LRUCache } from 'lru-cache';
import { timingSafeEqual } from 'node:crypto';
import { account } from '#domain/account/index.js';
import { apiKey, isLive } from '#domain/apikey/index.js';
import type { ApiScope } from '#domain/apikey/scopes.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import { AppError } from '#platform/app-error.js';
import { isoNow, type Clock } from '#platform/clock.js';
import type { CommandDeps } from '../command-deps.js';
import { requireApiAccess } from './create-api-key.js';
import { kindOf, nameOfText, type KeyName } from './key-text.js';

const BELIEVED_MS = 2_000;
const UNKNOWN_MS = 10_000;
const REMEMBERED = 10_000;
/** Unknown texts in the form of version 1 that are looked up within a second, a process. */
const LOOKUPS_A_SECOND = 50;

export interface KeyHolder {
  readonly keyId: string;
  readonly accountId: number;
  readonly plan: PlanSlug;
  readonly scopes: readonly ApiScope[];
  readonly kind: 'key' | 'legacy';
  readonly expiresAt: string | null;
}

/** Throws `api_key_not_valid` (the same for unknown, revoked and expired ones), `feature_not_in_plan`. */
export type FindKey = (text: string) => Promise<KeyHolder>;

const notValid = (): AppError => new AppError('api_key_not_valid', 'API key is not valid or has expired.');

type Deps = Pick<CommandDeps, 'log' | 'secrets'> & { readonly clock: Clock };

const sameHash = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const holderInLog = async (
  { log, clock }: Deps,
  { keyId, hash }: KeyName,
): Promise<KeyHolder | undefined> => {
  const { state } = await log.load(apiKey, keyId);
  if (!isLive(state, isoNow(clock)) || !sameHash(state.hash, hash)) return undefined;
  const { accountId, scopes, kind, expiresAt } = state;
  const owner = (await log.load(account, accountId)).state;
  if (owner.status !== 'active') return undefined;
  return { keyId, accountId, plan: owner.plan, scopes, kind, expiresAt };
};

/** At most so many of a kind within a second. */
const createBudget = (clock: Clock) => {
  let second = 0;
  let spent = 0;
  return (): boolean => {
    const now = Math.floor(clock.now().getTime() / 1_000);
    if (now !== second) [second, spent] = [now, 0];
    spent += 1;
    return spent <= LOOKUPS_A_SECOND;
  };
};

interface Known {
  readonly holder: Promise<KeyHolder | undefined>;
  readonly until: number;
}

/** What is known of keys, good ones apart from others: a flood of bad ones drives no good one out. */
const createMemory = (deps: Deps) => {
  const good = new LRUCache<string, Known>({ max: REMEMBERED });
  const bad = new LRUCache<string, number>({ max: REMEMBERED });
  const now = (): number => deps.clock.now().getTime();
  const look = async (name: KeyName): Promise<KeyHolder | undefined> => {
    try {
      const holder = await holderInLog(deps, name);
      if (holder) return holder;
      bad.set(name.keyId, now() + UNKNOWN_MS);
    } catch (error) {
      good.delete(name.keyId);
      throw error;
    }
    good.delete(name.keyId);
    return undefined;
  };
  return {
    isBad: ({ keyId }: KeyName): boolean => (bad.get(keyId) ?? 0) > now(),
    isGood: ({ keyId }: KeyName): boolean => good.has(keyId),
    find: (name: KeyName): Promise<KeyHolder | undefined> => {
      const known = good.get(name.keyId);
      if (known && known.until > now()) return known.holder;
      // Kept before it is known: requests that come meanwhile wait for the same look.
      const holder = look(name);
      good.set(name.keyId, { holder, until: now() + BELIEVED_MS });
      return holder;
    },
  };
};

export const createFindKey = (deps: Deps): FindKey => {
  const memory = createMemory(deps);
  const mayLook = createBudget(deps.clock);
  const pepper = deps.secrets.apiKeyPepper;
  return async (text) => {
    const kind = kindOf(pepper, text);
    if (!kind) throw notValid();
    const name = nameOfText(pepper, text);
    if (memory.isBad(name)) throw notValid();
    if (kind === 'legacy' && !memory.isGood(name) && !mayLook())
      throw new AppError('service_unavailable', 'Too many tokens are being looked up.');
    const holder = await memory.find(name);
    if (!holder || (holder.expiresAt !== null && holder.expiresAt <= isoNow(deps.clock))) throw notValid();
    if (holder.kind === 'key') requireApiAccess(holder.plan);
    return holder;
  };
};
