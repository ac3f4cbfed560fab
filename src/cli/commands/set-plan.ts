import { userInfo } from 'node:os';
import { changePlan } from '#commands/accounts/change-profile.js';
import { accountNamed } from '#commands/sessions/sign-in.js';
import { systemCaller } from '#commands/system-caller.js';
import { account, type Account } from '#domain/account/index.js';
import { reveal } from '#domain/kit/personal.js';
import { PLAN_SLUGS, PLANS, type PlanSlug } from '#domain/plan/plans.js';
import { systemClock } from '#platform/clock.js';
import { nearest } from '#platform/similar.js';
import { command, JSON_OPTION } from '../framework/command.js';
import { NotFoundError, UsageError } from '../framework/errors.js';
import type { Tools } from '../tools.js';

const ID = /^[1-9]\d{0,15}$/;

const planNamed = (text: string): PlanSlug => {
  const wanted = text.toLowerCase();
  const plan = PLAN_SLUGS.find((slug) => slug === wanted);
  if (plan !== undefined) return plan;
  const meant = nearest(wanted, PLAN_SLUGS);
  const hint = meant === undefined ? `Plans: ${PLAN_SLUGS.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no plan "${text}".`, hint);
};

const accountWithId = async (tools: Tools, id: number): Promise<Account | undefined> => {
  const { state } = await (await tools.log()).load(account, id);
  return state.status === 'active' ? state : undefined;
};

/** By id; else by username, then e-mail address. Only names need the vault. */
const findAccount = async (tools: Tools, who: string): Promise<Account> => {
  const found =
    (ID.test(who) ? await accountWithId(tools, Number(who)) : undefined) ??
    (await accountNamed({ log: await tools.log(), secrets: await tools.secrets() }, who));
  if (!found)
    throw new NotFoundError(`There is no account with the id, username or e-mail address "${who}".`);
  return found;
};

export const setPlanCommand = command({
  name: 'account set-plan',
  summary: 'Put an account on a plan',
  positionals: ['<id|username|email>', '<plan>'],
  options: JSON_OPTION,
  examples: ['aidesign account set-plan ada@example.org pro'],
  run: async ({ values, positionals: [who = '', planText = ''] }, tools) => {
    const plan = planNamed(planText);
    const before = await findAccount(tools, who);
    const caller = systemCaller(systemClock, { kind: 'operator', id: userInfo().username });
    const log = await tools.log();
    const { events, revision } = await changePlan({ log }, caller, { accountId: before.id, plan });
    const changed = events > 0;
    if (values.json) {
      tools.output.print(
        JSON.stringify({ account: before.id, from: before.plan, to: plan, changed, revision }),
      );
      return;
    }
    const name = `${reveal(before.username, 'erased')} (${before.id})`;
    const { displayName } = PLANS[plan];
    const wasOn = PLANS[before.plan].displayName;
    const text = `${name} is on ${displayName} now, was on ${wasOn}.`;
    tools.output.print(changed ? text : `${name} is on ${displayName} already.`);
  },
});
