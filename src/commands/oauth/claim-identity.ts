// Which account an identity belongs to. Promises: never two. An account connects only by a claim of the
// identity's own stream; a claim gives way only when its connection ended, or its account was fenced before it
// came to be, so that neither can come true later.
import { account, type Account } from '#domain/account/index.js';
import type { Connection } from '#domain/account/connections.js';
import { identity, type Holder } from '#domain/identity/index.js';
import { AppError } from '#platform/app-error.js';
import { fenceAccount } from '../accounts/reserve-names.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** What an identity is now: somebody's, or free for whoever replaces the void claim, if there is one. */
export type Belonging =
  | { readonly to: Account; readonly connectionId: string; readonly connected: boolean }
  | { readonly to: null; readonly voidClaim: (Holder & { readonly isUnborn: boolean }) | null };

/** The account that holds it, whether or not the connection has come to be by now. */
export const belongingOf = async ({ log }: CommandDeps, key: string): Promise<Belonging> => {
  const { holder } = (await log.load(identity, key)).state;
  if (holder === null) return { to: null, voidClaim: null };
  const { state } = await log.load(account, holder.accountId);
  const { connectionId } = holder;
  const isVoid = state.endedConnections.includes(connectionId);
  const isUnborn = state.status === 'none';
  if (isVoid || isUnborn || state.status === 'abandoned')
    return { to: null, voidClaim: { ...holder, isUnborn } };
  if (state.status !== 'active') throw new AppError('invalid_credentials', 'This account is not active.');
  const connected = state.connections.some((known) => known.connectionId === connectionId);
  return { to: state, connectionId, connected };
};

export interface Claim {
  readonly connection: Connection;
  readonly accountId: number;
  readonly voidClaim: (Holder & { readonly isUnborn: boolean }) | null;
}

/** Throws `identity_taken`, `conflict`. Claiming twice for one connection is once. */
export const claimIdentity = async (
  deps: CommandDeps,
  caller: Caller,
  { connection, accountId, voidClaim }: Claim,
): Promise<void> => {
  const { connectionId, provider, identityKey: key } = connection;
  if (voidClaim?.isUnborn && voidClaim.accountId !== accountId) {
    const fenced = await fenceAccount(deps, caller, voidClaim.accountId);
    if (!fenced) throw new AppError('conflict', 'Somebody signed in by this identity at this moment.');
  }
  const replaces = voidClaim?.connectionId ?? null;
  const facts = { key, provider, accountId, connectionId, replaces, at: caller.at };
  await deps.log.execute({
    aggregate: identity,
    id: key,
    command: { type: 'ClaimIdentity', ...facts },
    context: { ...stepOf(caller.context, 'claim', key, connectionId), account: accountId },
  });
};

/** Notes that somebody signed in by it. */
export const useIdentity = async (
  deps: CommandDeps,
  caller: Caller,
  { key, provider, holder }: { readonly key: string; readonly provider: string; readonly holder: Holder },
): Promise<void> => {
  await deps.log.execute({
    aggregate: identity,
    id: key,
    command: { type: 'UseIdentity', key, provider, ...holder, at: caller.at },
    context: { ...stepOf(caller.context, 'use', key), account: holder.accountId },
  });
};
