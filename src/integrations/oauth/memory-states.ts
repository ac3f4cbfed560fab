import { LRUCache } from 'lru-cache';
import { STATE_SECONDS, type BegunSignIn, type SignInStates } from './sign-in-states.js';

/** More begun at once push out the oldest. */
const MOST = 10_000;

/** Sign-ins under way in this process, where there is no Redis: they end where they began. */
export const memoryStates = (): SignInStates => {
  const kept = new LRUCache<string, BegunSignIn>({ max: MOST, ttl: STATE_SECONDS * 1_000 });
  return {
    keep: (state, begun) => {
      kept.set(state, begun);
      return Promise.resolve();
    },
    take: (state) => {
      const begun = kept.get(state);
      kept.delete(state);
      return Promise.resolve(begun);
    },
  };
};
