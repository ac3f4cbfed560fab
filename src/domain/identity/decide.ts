import { DomainError } from '../kit/domain-error.js';
import type { IdentityEvent } from './events.js';
import type { Identity } from './state.js';

interface Claim {
  readonly key: string;
  readonly provider: string;
  readonly accountId: number;
  readonly connectionId: string;
  readonly at: string;
}

export type IdentityCommand =
  | ({
      readonly type: 'ClaimIdentity';
      /** A claim that can never become a connection (any more): it gives way. */
      readonly replaces: string | null;
    } & Claim)
  | ({ readonly type: 'ReleaseIdentity' | 'UseIdentity' } & Claim);

const taken = (): DomainError =>
  new DomainError('identity_taken', 'Another account signs in by this one already.');

/** Who holds a claim, or replaces the very claim that was seen to be void, gets it. Nobody else does. */
export const decide = (identity: Identity, command: IdentityCommand): readonly IdentityEvent[] => {
  const { key, provider, accountId, connectionId, at } = command;
  const data = { key, provider, accountId, connectionId, at };
  const { holder } = identity;
  const isHeld = holder?.connectionId === connectionId && holder.accountId === accountId;
  switch (command.type) {
    case 'ClaimIdentity':
      if (isHeld) return [];
      if (holder !== null && holder.connectionId !== command.replaces) throw taken();
      return [{ type: 'IdentityClaimed', data }];
    case 'ReleaseIdentity':
      return isHeld ? [{ type: 'IdentityReleased', data }] : [];
    case 'UseIdentity':
      if (!isHeld) throw taken();
      return [{ type: 'IdentityUsed', data }];
  }
};
