// Opens the account of a person who signs in by a provider for the first time. Promises: one account, however
// many callbacks come at once: id, connection and names follow from the identity, so all of them try the same
// and one of them commits. One that dies half-way is fenced by the sweeper; the next try draws another id.
import { account, type Account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { ProviderIdentity } from '#integrations/oauth/identity-provider.js';
import { AppError } from '#platform/app-error.js';
import { integerIdOf, nameBasedId } from '#platform/ids.js';
import { emailKey, usernameFrom, usernameKey } from '../accounts/names.js';
import { reserveUsername } from '../accounts/register-account.js';
import { reserveName, type NameClaim } from '../accounts/reserve-names.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { claimIdentity, type Claim } from './claim-identity.js';
import { connectionOf } from './connect-identity.js';

export interface Newcomer {
  readonly key: string;
  readonly provider: string;
  readonly person: ProviderIdentity;
  readonly voidClaim: Claim['voidClaim'];
}

const MAX_DRAWS = 20;

/** The first draw that is neither given up nor somebody who left this identity. */
const drawOf = async ({ log }: CommandDeps, key: string): Promise<number> => {
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const accountId = integerIdOf(nameBasedId('identity', key), draw);
    if ((await log.load(account, accountId)).state.status === 'none') return accountId;
  }
  throw new AppError('conflict', 'The account could not be opened. Try again.');
};

/** Usernames to try: what the provider calls the person, then with something that nobody else has. */
const usernamesFor = ({ person, key }: Newcomer): readonly string[] => {
  const wanted = person.username === '' ? person.email : person.username;
  return ['', key.slice(0, 4), key.slice(0, 13)].map((suffix) => usernameFrom(wanted, suffix));
};

const reserveNames = async (
  deps: CommandDeps,
  caller: Caller,
  { newcomer, accountId }: { readonly newcomer: Newcomer; readonly accountId: number },
) => {
  const address = newcomer.person.email;
  const email: NameClaim = { key: emailKey(deps.secrets, address), kind: 'email', accountId, name: address };
  await reserveName(deps, caller, email);
  const usernames = usernamesFor(newcomer).map((name): NameClaim => ({
    key: usernameKey(deps.secrets, name),
    kind: 'username',
    accountId,
    name,
  }));
  const username = await reserveUsername(deps, caller, usernames);
  return {
    email: email.name,
    username: username.name,
    emailKey: email.key,
    usernameKey: username.key,
  };
};

/**
 * The new account; undefined when another callback opened it at this moment. Throws `email_taken`,
 * `identity_taken`, `conflict`.
 */
export const openAccount = async (
  deps: CommandDeps,
  caller: Caller,
  newcomer: Newcomer,
): Promise<Account | undefined> => {
  const { key, provider, person, voidClaim } = newcomer;
  const accountId = await drawOf(deps, key);
  const found = { provider, identityKey: key, email: person.email, username: person.username };
  const connection = connectionOf(found, nameBasedId('connection', key, accountId));
  await claimIdentity(deps, caller, { connection, accountId, voidClaim });
  const names = await reserveNames(deps, caller, { newcomer, accountId });
  const profile = { firstName: person.firstName, lastName: person.lastName };
  const registration = {
    ...names,
    ...{ accountId, profile, credential: '', plan: 'free' as const, at: caller.at },
  };
  try {
    const { state } = await deps.log.execute({
      aggregate: account,
      id: accountId,
      command: { type: 'RegisterAccount', registration, connection },
      context: { ...caller.context, account: accountId },
    });
    return state;
  } catch (error) {
    if (error instanceof DomainError && error.code === 'already_exists') return undefined;
    throw error;
  }
};
