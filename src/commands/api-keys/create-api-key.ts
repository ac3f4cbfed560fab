import { account, type Account } from '#domain/account/index.js';
import { apiKey, type ApiKey } from '#domain/apikey/index.js';
import type { ApiScope } from '#domain/apikey/scopes.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { PLANS, type PlanSlug } from '#domain/plan/plans.js';
import type { Outcome } from '#eventlog/execution.js';
import { AppError } from '#platform/app-error.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { earlierDraw } from '../earlier-draw.js';
import { takeSlot } from './key-slots.js';
import { nameOfText, newKeyText, prefixOf } from './key-text.js';

const MAX_DRAWS = 5;
const FEATURE = 'api_access';

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Null: it does not expire. */
  readonly expiresAt: string | null;
  /** Idempotency-Key of the request; empty when it has none. */
  readonly retryKey: string;
}

export interface CreatedApiKey {
  readonly outcome: Outcome<ApiKey>;
  /** The key itself. It is not stored: only this answer, and that of a retry, has it. */
  readonly text: string;
}

/** Throws `feature_not_in_plan`. */
export const requireApiAccess = (plan: PlanSlug): void => {
  if (PLANS[plan].features.includes(FEATURE)) return;
  const message = `API keys are not part of the ${PLANS[plan].displayName} plan.`;
  throw new DomainError('feature_not_in_plan', message, { feature: FEATURE });
};

/** The account while it may sign in. Throws `not_authenticated`. */
const ownerOf = async ({ log }: CommandDeps, accountId: number): Promise<Account> => {
  const { state } = await log.load(account, accountId);
  if (state.status === 'active') return state;
  throw new AppError('not_authenticated', 'This account does not exist any more.');
};

/**
 * Makes a key for the caller. The same command with the same retry key gets the same text. Throws
 * `feature_not_in_plan`, `api_key_limit_exceeded`, `validation_error`.
 */
export const createApiKey = async (
  deps: CommandDeps,
  caller: Caller,
  { retryKey, ...wanted }: NewApiKey,
): Promise<CreatedApiKey> => {
  const accountId = personOf(caller);
  const { context, at } = caller;
  const pepper = deps.secrets.apiKeyPepper;
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const text = newKeyText(pepper, { commandId: context.commandId, draw, retryKey });
    const { keyId, hash } = nameOfText(pepper, text);
    const target = { aggregate: apiKey, id: keyId, context };
    const earlier = await earlierDraw(deps, target);
    if (earlier === 'given up') continue;
    if (earlier) return { outcome: earlier, text };
    requireApiAccess((await ownerOf(deps, accountId)).plan);
    if (wanted.expiresAt !== null && wanted.expiresAt <= at)
      throw new AppError('validation_error', 'expires_at: must be in the future.');
    await takeSlot(deps, caller, { accountId, keyId });
    const facts = { ...wanted, scopes: [...wanted.scopes], keyId, accountId, hash, at };
    const key = { ...facts, kind: 'key' as const, prefix: prefixOf(text) };
    return { outcome: await deps.log.execute({ ...target, command: { type: 'CreateApiKey', key } }), text };
  }
  throw new AppError('conflict', 'The key could not be created. Try again.');
};
