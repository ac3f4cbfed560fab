import { account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { reservation } from '#domain/reservation/index.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** A name an account-to-be wants for itself. */
export interface NameClaim {
  readonly key: string;
  readonly kind: 'email' | 'username';
  readonly accountId: number;
  /** The name as the person wrote it; never stored with the reservation. */
  readonly name: string;
}

export const isTaken = (error: unknown): boolean =>
  error instanceof DomainError && (error.code === 'email_taken' || error.code === 'username_taken');

/** Throws what `reserveName` would throw now; reserves nothing, so that a refusal leaves no trace. */
export const requireFree = async (deps: CommandDeps, caller: Caller, claim: NameClaim): Promise<void> => {
  const { key, kind, accountId } = claim;
  const { state } = await deps.log.load(reservation, key);
  reservation.decide(state, { type: 'ReserveName', key, kind, accountId, at: caller.at });
};

/** Throws `email_taken` or `username_taken`. Reserving twice for the same account is the same as once. */
export const reserveName = async (deps: CommandDeps, caller: Caller, claim: NameClaim): Promise<void> => {
  const { key, kind, accountId } = claim;
  await deps.log.execute({
    aggregate: reservation,
    id: key,
    command: { type: 'ReserveName', key, kind, accountId, at: caller.at },
    context: { ...stepOf(caller.context, 'reserve', accountId, key), account: accountId },
  });
};

type Reason = 'registration_refused' | 'registration_abandoned';
type Held = Omit<NameClaim, 'name'>;

/** Gives a name back, without a look at the account that holds it. Twice is the same as once. */
export const releaseName = async (
  deps: CommandDeps,
  caller: Caller,
  { reason, key, kind, accountId }: Held & { readonly reason: Reason },
): Promise<void> => {
  await deps.log.execute({
    aggregate: reservation,
    id: key,
    command: { type: 'ReleaseName', key, kind, accountId, at: caller.at, reason },
    context: { ...stepOf(caller.context, 'release', accountId, key), account: accountId },
  });
};

/**
 * Gives names back after a registration that was refused or abandoned. The account is fenced first: a retry
 * of the same command that runs at this moment in another process can then no longer commit on a name that
 * somebody else may take. If it has committed already, the names stand.
 */
export const releaseNames = async (
  deps: CommandDeps,
  caller: Caller,
  { claims, reason }: { readonly claims: readonly Held[]; readonly reason: Reason },
): Promise<'released' | 'kept'> => {
  for (const { key, kind, accountId } of claims) {
    const fenced = await fenceAccount(deps, caller, accountId);
    if (!fenced) return 'kept';
    await releaseName(deps, caller, { key, kind, accountId, reason });
  }
  return 'released';
};

/** False when the account exists. */
export const fenceAccount = async (
  deps: CommandDeps,
  caller: Caller,
  accountId: number,
): Promise<boolean> => {
  try {
    await deps.log.execute({
      aggregate: account,
      id: accountId,
      command: { type: 'AbandonAccount', accountId, at: caller.at },
      context: { ...stepOf(caller.context, 'fence', accountId), account: accountId },
    });
    return true;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'target_exists') return false;
    throw error;
  }
};
