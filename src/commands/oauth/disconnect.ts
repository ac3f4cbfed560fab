import { account, type Account } from '#domain/account/index.js';
import { identity } from '#domain/identity/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/**
 * Ends a connection: nobody signs in by it from now on. The claim goes after it; one that stays because we died
 * is void, and gives way. Throws `not_found`, `only_way_in`.
 */
export const disconnect = async (
  { log }: CommandDeps,
  caller: Caller,
  provider: string,
): Promise<Outcome<Account>> => {
  const accountId = personOf(caller);
  const context = { ...caller.context, account: accountId };
  const ends = { aggregate: account, id: accountId, context };
  const before = (await log.load(account, accountId)).state;
  const done = await log.outcomeOf(ends);
  if (done) return done;
  const connection = before.connections.find((known) => known.provider === provider);
  if (!connection) throw new DomainError('not_found', 'The account is not connected with this provider.');
  const command = { type: 'UnlinkIdentity', provider, at: caller.at } as const;
  const outcome = await log.execute({ ...ends, command });
  const { identityKey: key, connectionId } = connection;
  if (outcome.state.endedConnections.includes(connectionId)) {
    const claim = { key, provider, accountId, connectionId, at: caller.at };
    await log.execute({
      aggregate: identity,
      id: key,
      command: { type: 'ReleaseIdentity', ...claim },
      context: { ...stepOf(caller.context, 'release', key, connectionId), account: accountId },
    });
  }
  return outcome;
};
