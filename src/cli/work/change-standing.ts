import { changeStanding } from '#commands/accounts/change-standing.js';
import { reveal } from '#domain/kit/personal.js';
import type { Tools } from '../tools.js';
import { findAccount } from './find-account.js';
import { operator } from './operator.js';

export interface ChangeStandingOptions {
  /** Id, username or e-mail address. */
  readonly who: string;
  readonly active: boolean;
  readonly json: boolean;
}

/** Deactivates or reactivates an account, in the name of the operating system's user. */
export const runChangeStanding = async (tools: Tools, options: ChangeStandingOptions): Promise<void> => {
  const { who, active, json } = options;
  const { id, username } = await findAccount(tools, who);
  const log = await tools.log();
  const { events, revision } = await changeStanding({ log }, operator(), { accountId: id, active });
  const changed = events > 0;
  if (json) {
    tools.output.print(JSON.stringify({ account: id, active, changed, revision }));
    return;
  }
  const standing = active ? 'active' : 'deactivated';
  const name = `${reveal(username, 'erased')} (${id})`;
  tools.output.print(`${name} ${changed ? `is ${standing} now` : `was ${standing} already`}.`);
};
