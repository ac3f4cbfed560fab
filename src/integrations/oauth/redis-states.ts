// Sign-ins under way in Redis: begun in one process, ended in any. The key is a hash of the state, so that who
// reads Redis cannot end a sign-in; taking is one GETDEL, so that of two at once one gets it.
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { sha256 } from '#platform/hash.js';
import { STATE_SECONDS, type SignInStates } from './sign-in-states.js';

const kept = z.object({
  provider: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  accountId: z.int().nullable(),
  at: z.string(),
});

const keyOf = (state: string): string => `aidesign:oauth:${sha256(state)}`;

export const redisStates = (client: Pick<Redis, 'set' | 'getdel'>): SignInStates => ({
  keep: async (state, begun) => {
    await client.set(keyOf(state), JSON.stringify(begun), 'EX', STATE_SECONDS);
  },
  take: async (state) => {
    const text = await client.getdel(keyOf(state));
    return text === null ? undefined : kept.parse(JSON.parse(text));
  },
});
