import { account } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import type { CommandDeps } from '../command-deps.js';

/** Usernames of accounts, from the log; the empty text for an erased person. */
export const usernamesOf = async (
  { log }: Pick<CommandDeps, 'log'>,
  ids: readonly number[],
): Promise<(accountId: number) => string> => {
  const known = await Promise.all(
    [...new Set(ids)].map(
      async (id) => [id, reveal((await log.peek(account, id)).state.username, '')] as const,
    ),
  );
  const names = new Map(known);
  return (accountId) => names.get(accountId) ?? '';
};
