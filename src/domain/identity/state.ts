import type { IdentityEvent } from './events.js';

export interface Holder {
  readonly accountId: number;
  readonly connectionId: string;
}

export interface Identity {
  /** Who claimed it, or null while it is free. The account says whether the connection came to be. */
  readonly holder: Holder | null;
}

export const initial: Identity = { holder: null };

export const evolve = (identity: Identity, event: IdentityEvent): Identity => {
  switch (event.type) {
    case 'IdentityClaimed': {
      const { accountId, connectionId } = event.data;
      return { holder: { accountId, connectionId } };
    }
    case 'IdentityReleased':
      return identity.holder?.connectionId === event.data.connectionId ? initial : identity;
    case 'IdentityUsed':
      return identity;
  }
};
