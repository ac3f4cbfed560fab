import { accountNamed } from '#commands/sessions/sign-in.js';
import { account, type Account } from '#domain/account/index.js';
import { NotFoundError } from '../framework/errors.js';
import type { Tools } from '../tools.js';

const ID = /^[1-9]\d{0,15}$/;

const accountWithId = async (tools: Tools, id: number): Promise<Account | undefined> => {
  const { state } = await (await tools.log()).load(account, id);
  return state.status === 'active' ? state : undefined;
};

/** By id; else by username, then e-mail address. Only names need the vault. Throws `NotFoundError`. */
export const findAccount = async (tools: Tools, who: string): Promise<Account> => {
  const found =
    (ID.test(who) ? await accountWithId(tools, Number(who)) : undefined) ??
    (await accountNamed({ log: await tools.log(), secrets: await tools.secrets() }, who));
  if (!found)
    throw new NotFoundError(`There is no account with the id, username or e-mail address "${who}".`);
  return found;
};
