import { DomainError } from '../kit/domain-error.js';
import { hasRoom } from '../plan/plans.js';
import type { QuotaEvent } from './events.js';
import type { Quota } from './state.js';

interface Slot {
  readonly accountId: number;
  readonly projectId: number;
  readonly at: string;
}

export type QuotaCommand =
  /** `limit`: projects the account's plan allows, −1 = unlimited. */
  | { readonly type: 'ReserveProjectSlot'; readonly slot: Slot; readonly limit: number }
  | {
      readonly type: 'ReleaseProjectSlot';
      readonly slot: Slot;
      readonly reason: 'project_deleted' | 'project_abandoned';
    };

export const decide = (quota: Quota, command: QuotaCommand): readonly QuotaEvent[] => {
  const { slot } = command;
  switch (command.type) {
    case 'ReserveProjectSlot':
      if (quota.projects.has(slot.projectId)) return [];
      if (!hasRoom(quota.projects.size, command.limit)) {
        throw new DomainError(
          'project_limit_exceeded',
          `Project limit reached (${command.limit}). Upgrade your plan.`,
          {
            limit: command.limit,
            used: quota.projects.size,
          },
        );
      }
      return [{ type: 'ProjectSlotReserved', data: slot }];
    case 'ReleaseProjectSlot':
      if (!quota.projects.has(slot.projectId)) return [];
      return [{ type: 'ProjectSlotReleased', data: { ...slot, reason: command.reason } }];
  }
};
