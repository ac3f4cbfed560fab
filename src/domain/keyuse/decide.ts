import type { KeyUseEvent } from './events.js';
import type { KeyUse } from './state.js';

/** What a process gathered. */
interface Uses {
  readonly keyId: string;
  readonly accountId: number;
  readonly uses: number;
  readonly lastUsedAt: string;
  readonly lastIp: string;
  readonly at: string;
}

export interface KeyUseCommand {
  readonly type: 'RecordKeyUse';
  readonly gathered: Uses;
}

/** Several processes gather: the latest use counts, whichever of them reports last. */
export const decide = (use: KeyUse, { gathered }: KeyUseCommand): readonly KeyUseEvent[] => {
  if (gathered.uses < 1) return [];
  const total = use.total + gathered.uses;
  const last = gathered.lastUsedAt < use.lastUsedAt ? { lastUsedAt: use.lastUsedAt, lastIp: use.lastIp } : {};
  return [{ type: 'ApiKeyUsed', data: { ...gathered, ...last, total } }];
};
