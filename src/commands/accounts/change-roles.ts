import { account, type Account } from '#domain/account/index.js';
import type { GrantedRole } from '#domain/account/roles.js';
import type { Outcome } from '#eventlog/execution.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface RoleChange {
  readonly accountId: number;
  readonly role: GrantedRole;
  /** False takes the role back. */
  readonly grant: boolean;
}

/** Grants or takes back a role. Throws `not_found`. */
export const changeRole = (
  { log }: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { accountId, role, grant }: RoleChange,
): Promise<Outcome<Account>> =>
  log.execute({
    aggregate: account,
    id: accountId,
    command: { type: grant ? 'GrantRole' : 'RevokeRole', role, at: caller.at },
    context: { ...caller.context, account: accountId },
  });

/** What an account may do now, read from the log; an account that is none has no role. */
export const rolesOf = async (
  { log }: Pick<CommandDeps, 'log'>,
  accountId: number,
): Promise<readonly GrantedRole[]> => {
  const { state } = await log.load(account, accountId);
  return state.status === 'active' ? state.roles : [];
};
