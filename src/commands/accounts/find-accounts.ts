// Whose a name is. A name belongs to one account; people brought over from version 1 may share an e-mail address, or
// usernames that differ in case only. Accounts that exist are found, deactivated or not.
import { account, type Account } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { reservation } from '#domain/reservation/index.js';
import { holdersOf } from '#domain/reservation/state.js';
import type { CommandDeps } from '../command-deps.js';
import { emailKey, usernameKey } from './names.js';

type Lookup = Pick<CommandDeps, 'log' | 'secrets'>;

const isThere = ({ status }: Account): boolean => status === 'active' || status === 'deactivated';
const isActive = ({ status }: Account): boolean => status === 'active';

const accountsWith = async ({ log }: Lookup, key: string): Promise<readonly Account[]> => {
  const { state } = await log.load(reservation, key);
  const found = await Promise.all(holdersOf(state).map(async (id) => (await log.load(account, id)).state));
  return found.filter(isThere);
};

/** Accounts with this e-mail address, in any case of it: several only when they came from version 1 so. */
export const accountsWithEmail = (deps: Lookup, email: string): Promise<readonly Account[]> =>
  accountsWith(deps, emailKey(deps.secrets, email));

/** Of several with one username in different case, the one it is written as. */
const accountWithUsername = async (deps: Lookup, name: string): Promise<Account | undefined> => {
  const found = await accountsWith(deps, usernameKey(deps.secrets, name));
  return found.length > 1 ? found.find(({ username }) => reveal(username, '') === name) : found[0];
};

/**
 * The account with this username or, failing that, those with this e-mail address. Deactivated ones count when
 * no other has the address.
 */
export const accountsNamed = async (deps: Lookup, name: string): Promise<readonly Account[]> => {
  const named = await accountWithUsername(deps, name);
  if (named) return [named];
  const found = await accountsWithEmail(deps, name);
  return found.some(isActive) ? found.filter(isActive) : found;
};

/** The id of the account with this username; undefined when nobody has it, or the account is deactivated. */
export const accountIdNamed = async (deps: Lookup, username: string): Promise<number | undefined> => {
  const found = await accountWithUsername(deps, username);
  return found && isActive(found) ? found.id : undefined;
};
