import type { KeyringEvent } from './events.js';

/** The places for API keys of one account. */
export interface Keyring {
  /** When each was taken, by the id of its key. Copied on write: a state handed out never changes. */
  readonly slots: ReadonlyMap<string, string>;
}

export const initial: Keyring = { slots: new Map() };

export const evolve = (keyring: Keyring, event: KeyringEvent): Keyring => {
  const slots = new Map(keyring.slots);
  switch (event.type) {
    case 'KeySlotReserved':
      slots.set(event.data.keyId, event.data.at);
      return { slots };
    case 'KeySlotReleased':
      slots.delete(event.data.keyId);
      return { slots };
  }
};
