import { changeRole } from '#commands/accounts/change-roles.js';
import type { GrantedRole } from '#domain/account/roles.js';
import { reveal } from '#domain/kit/personal.js';
import type { Tools } from '../tools.js';
import { findAccount } from './find-account.js';
import { operator } from './operator.js';

export interface ChangeRoleOptions {
  /** Id, username or e-mail address. */
  readonly who: string;
  readonly role: GrantedRole;
  readonly grant: boolean;
  readonly json: boolean;
}

const sentence = (grant: boolean, changed: boolean): string => {
  if (grant) return changed ? 'now has the role' : 'already had the role';
  return changed ? 'no longer has the role' : 'did not have the role';
};

/** Grants or takes back a role, in the name of the operating system's user. */
export const runChangeRole = async (tools: Tools, options: ChangeRoleOptions): Promise<void> => {
  const { who, role, grant, json } = options;
  const { id, username } = await findAccount(tools, who);
  const caller = operator();
  const log = await tools.log();
  const { events, revision, state } = await changeRole({ log }, caller, { accountId: id, role, grant });
  const changed = events > 0;
  if (json) tools.output.print(JSON.stringify({ account: id, roles: state.roles, changed, revision }));
  else tools.output.print(`${reveal(username, 'erased')} (${id}) ${sentence(grant, changed)} ${role}.`);
};
