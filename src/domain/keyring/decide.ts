import { DomainError } from '../kit/domain-error.js';
import type { KeyringEvent } from './events.js';
import type { Keyring } from './state.js';

/** Keys an account may have at once, on every plan with the feature. */
const MAX_LIVE_KEYS = 50;

interface Slot {
  readonly accountId: number;
  readonly keyId: string;
  readonly at: string;
}

type Reason = Extract<KeyringEvent, { type: 'KeySlotReleased' }>['data']['reason'];

export type KeyringCommand =
  | { readonly type: 'ReserveKeySlot'; readonly slot: Slot }
  | { readonly type: 'ReleaseKeySlot'; readonly slot: Slot; readonly reason: Reason };

export const decide = (keyring: Keyring, command: KeyringCommand): readonly KeyringEvent[] => {
  const { slot } = command;
  const held = keyring.slots.has(slot.keyId);
  switch (command.type) {
    case 'ReserveKeySlot':
      if (held) return [];
      if (keyring.slots.size >= MAX_LIVE_KEYS) {
        const numbers = { limit: MAX_LIVE_KEYS, used: keyring.slots.size };
        throw new DomainError(
          'api_key_limit_exceeded',
          `There are ${MAX_LIVE_KEYS} API keys already.`,
          numbers,
        );
      }
      return [{ type: 'KeySlotReserved', data: slot }];
    case 'ReleaseKeySlot':
      return held ? [{ type: 'KeySlotReleased', data: { ...slot, reason: command.reason } }] : [];
  }
};
