import { changePlan } from '#commands/accounts/change-profile.js';
import { reveal } from '#domain/kit/personal.js';
import { PLANS, type PlanSlug } from '#domain/plan/plans.js';
import type { Tools } from '../tools.js';
import { findAccount } from './find-account.js';
import { operator } from './operator.js';

export interface SetPlanOptions {
  /** Id, username or e-mail address. */
  readonly who: string;
  readonly plan: PlanSlug;
  readonly json: boolean;
}

/** Puts the account on the plan, in the name of the operating system's user. */
export const runSetPlan = async (tools: Tools, { who, plan, json }: SetPlanOptions): Promise<void> => {
  const before = await findAccount(tools, who);
  const caller = operator();
  const log = await tools.log();
  const { events, revision } = await changePlan({ log }, caller, { accountId: before.id, plan });
  const changed = events > 0;
  if (json) {
    const { id, plan: from } = before;
    tools.output.print(JSON.stringify({ account: id, from, to: plan, changed, revision }));
    return;
  }
  const name = `${reveal(before.username, 'erased')} (${before.id})`;
  const { displayName } = PLANS[plan];
  const text = `${name} is on ${displayName} now, was on ${PLANS[before.plan].displayName}.`;
  tools.output.print(changed ? text : `${name} is on ${displayName} already.`);
};
