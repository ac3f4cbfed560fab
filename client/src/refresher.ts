import { ApiError } from './errors.js';
import type { Tokens, TokenStore } from './token-store.js';

/** The part of `navigator.locks` that is used. */
export interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

interface RefresherDeps {
  readonly tokens: TokenStore;
  /** Exchanges a refresh token at the server. */
  readonly exchange: (refresh: string) => Promise<Tokens>;
  readonly locks: Locks | undefined;
  readonly signedOut: (why: ApiError) => void;
}

export interface Refresher {
  /**
   * An access token other than `used`, which the server no longer takes; undefined when nobody is signed in any more. However
   * many ask at once, one refresh token is exchanged once. Throws what the server or the network says when that
   * decides nothing: then the tokens are kept.
   */
  renew(used: string): Promise<string | undefined>;
  /** Forgets the tokens and says so, unless they are not the ones of `used` any more. */
  end(used: string, why: ApiError): Promise<void>;
}

const LOCK = 'aidesign-token-refresh';

/** The token is dead; anything else may pass. */
const REFUSED = new Set([400, 401, 403]);

const isRefused = (error: unknown): error is ApiError =>
  error instanceof ApiError && REFUSED.has(error.status);

export const createRefresher = ({ tokens, exchange, locks, signedOut }: RefresherDeps): Refresher => {
  let running: Promise<string | undefined> | undefined;

  /** Keeps what came unless somebody signed in, signed out or refreshed in the meantime. */
  const settle = async (sent: Tokens, outcome: Tokens | ApiError): Promise<string | undefined> => {
    const now = await tokens.get();
    if (now?.refresh !== sent.refresh) return now?.access;
    if (outcome instanceof ApiError) {
      await tokens.clear();
      signedOut(outcome);
      return undefined;
    }
    await tokens.set(outcome);
    return outcome.access;
  };

  const exchangeOnce = async (used: string): Promise<string | undefined> => {
    const sent = await tokens.get();
    if (sent === null || sent.access !== used) return sent?.access;
    const outcome = await exchange(sent.refresh).catch((error: unknown) => {
      if (isRefused(error)) return error;
      throw error;
    });
    return settle(sent, outcome);
  };

  const alone = (work: () => Promise<string | undefined>): Promise<string | undefined> =>
    locks && tokens.shared === true ? locks.request(LOCK, work) : work();

  return {
    renew: (used) => {
      running ??= alone(() => exchangeOnce(used)).finally(() => {
        running = undefined;
      });
      return running;
    },
    end: async (used, why) => {
      const now = await tokens.get();
      if (now?.access === used) await settle(now, why);
    },
  };
};
