import { accountsNamed } from '#commands/accounts/find-accounts.js';
import { account, type Account } from '#domain/account/index.js';
import { NotFoundError } from '../framework/errors.js';
import type { Tools } from '../tools.js';

const ID = /^[1-9]\d{0,15}$/;

const accountWithId = async (tools: Tools, id: number): Promise<Account | undefined> => {
  const { state } = await (await tools.log()).load(account, id);
  return state.status === 'active' || state.status === 'deactivated' ? state : undefined;
};

/**
 * By id; else by username, then e-mail address; deactivated ones, too. Only names need the vault. Throws
 * `NotFoundError`, also for an address of several people.
 */
export const findAccount = async (tools: Tools, who: string): Promise<Account> => {
  const withId = ID.test(who) ? await accountWithId(tools, Number(who)) : undefined;
  if (withId) return withId;
  const [found, ...others] = await accountsNamed(
    { log: await tools.log(), secrets: await tools.secrets() },
    who,
  );
  if (!found)
    throw new NotFoundError(`There is no account with the id, username or e-mail address "${who}".`);
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ id }) => id).join(', ');
  throw new NotFoundError(`Several accounts have the address "${who}". Name one by its id: ${ids}.`);
};
