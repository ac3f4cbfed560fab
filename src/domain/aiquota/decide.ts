import { DomainError } from '../kit/domain-error.js';
import { hasRoom } from '../plan/plans.js';
import type { AiQuotaEvent, ReleaseReason } from './events.js';
import { hasId } from './id-set.js';
import { isForgotten, usedIn, type AiQuota } from './state.js';

/** One request: whose, for which generation, in which month it counts. */
export interface AiRequest {
  readonly accountId: number;
  readonly generationId: number;
  readonly month: string;
  readonly at: string;
}

export type AiQuotaCommand =
  /** `limit`: AI requests a month the account's plan allows, −1 = unlimited. */
  | { readonly type: 'ReserveAiRequest'; readonly request: AiRequest; readonly limit: number }
  | { readonly type: 'ReleaseAiRequest'; readonly request: AiRequest; readonly reason: ReleaseReason };

/** When the next month begins, as an instant. */
const resetAt = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString();
};

const limitExceeded = (month: string, used: number, limit: number): DomainError =>
  new DomainError(
    'request_limit_exceeded',
    `AI request limit reached (${limit} a month). Upgrade your plan, or wait for the next month.`,
    { limit, used, reset_at: resetAt(month) },
  );

export const decide = (quota: AiQuota, command: AiQuotaCommand): readonly AiQuotaEvent[] => {
  const { month, generationId } = command.request;
  const used = usedIn(quota, month);
  switch (command.type) {
    case 'ReserveAiRequest':
      if (hasId(used, generationId)) return [];
      if (isForgotten(quota, month)) throw new DomainError('month_closed', `The month ${month} is over.`);
      if (!hasRoom(used.size, command.limit)) throw limitExceeded(month, used.size, command.limit);
      return [{ type: 'AiRequestReserved', data: command.request }];
    case 'ReleaseAiRequest':
      if (!hasId(used, generationId)) return [];
      return [{ type: 'AiRequestReleased', data: { ...command.request, reason: command.reason } }];
  }
};
