// Who sends a request, as the credential in it says. One kind for each way in: routes see an account, and what
// concerns one way only (the session to end, the scopes of a key) is there only where it exists.
import type { ParameterizedContext } from 'koa';
import type { ApiScope } from '#domain/apikey/scopes.js';
import type { PlanSlug } from '#domain/plan/plans.js';
import type { AppState } from '../app-state.js';

/** A person who signed in: the access token of a session. */
export interface SessionAccess {
  readonly kind: 'session';
  readonly accountId: number;
  readonly sessionId: string;
}

/** A program with an API key of an account. */
export interface ApiKeyAccess {
  readonly kind: 'apiKey';
  readonly accountId: number;
  readonly keyId: string;
  /** The account's, seconds old at most. */
  readonly plan: PlanSlug;
  readonly scopes: readonly ApiScope[];
  /** A token of version 1. */
  readonly legacy: boolean;
}

/** Everything that lets somebody in. */
export type Access = SessionAccess | ApiKeyAccess;

/**
 * Reads one form of credential. Undefined: the request carries none of this form, so another may know it. Throws
 * `token_not_valid` (401) or the like for one of its form that is not good: nobody is let in by a second credential then.
 */
export type Credential = (ctx: ParameterizedContext<AppState>) => Promise<Access | undefined>;
