import type { Personal } from '../kit/personal.js';
import type { KeyUseEvent } from './events.js';

export interface KeyUse {
  readonly total: number;
  /** Empty until the first use. */
  readonly lastUsedAt: string;
  readonly lastIp: Personal<string>;
}

export const initial: KeyUse = { total: 0, lastUsedAt: '', lastIp: '' };

export const evolve = (_use: KeyUse, { data: { total, lastUsedAt, lastIp } }: KeyUseEvent): KeyUse => ({
  total,
  lastUsedAt,
  lastIp,
});
