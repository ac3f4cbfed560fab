import { account, type Account } from '#domain/account/index.js';
import type { Connection } from '#domain/account/connections.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { claimIdentity, type Claim } from './claim-identity.js';

/** Makes a claimed connection come true. Throws `provider_connected`, `identity_taken`, `not_found`. */
export const completeConnection = async (
  { log }: CommandDeps,
  caller: Caller,
  { accountId, connection }: Pick<Claim, 'accountId' | 'connection'>,
): Promise<Account> => {
  const { state } = await log.execute({
    aggregate: account,
    id: accountId,
    command: { type: 'LinkIdentity', connection, at: caller.at },
    context: { ...stepOf(caller.context, 'link', connection.connectionId), account: accountId },
  });
  return state;
};

/** Connects an account with an identity that nobody has. What the account would refuse is never claimed. */
export const connectIdentity = async (deps: CommandDeps, caller: Caller, claim: Claim): Promise<Account> => {
  const { accountId, connection } = claim;
  const { state } = await deps.log.load(account, accountId);
  account.decide(state, { type: 'LinkIdentity', connection, at: caller.at });
  await claimIdentity(deps, caller, claim);
  return completeConnection(deps, caller, claim);
};

/** How the connection is called in the log, and what the provider called the person. */
export const connectionOf = (
  found: Pick<Connection, 'provider' | 'identityKey' | 'email' | 'username'>,
  connectionId: string,
): Connection => {
  const { provider, identityKey, email, username } = found;
  return { connectionId, provider, identityKey, email, username };
};
