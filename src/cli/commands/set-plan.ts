import { PLAN_SLUGS, type PlanSlug } from '#domain/plan/plans.js';
import { nearest } from '#platform/similar.js';
import { command, JSON_OPTION } from '../framework/command.js';
import { UsageError } from '../framework/errors.js';

const planNamed = (text: string): PlanSlug => {
  const wanted = text.toLowerCase();
  const plan = PLAN_SLUGS.find((slug) => slug === wanted);
  if (plan !== undefined) return plan;
  const meant = nearest(wanted, PLAN_SLUGS);
  const hint = meant === undefined ? `Plans: ${PLAN_SLUGS.join(', ')}.` : `Did you mean ${meant}?`;
  throw new UsageError(`There is no plan "${text}".`, hint);
};

export const setPlanCommand = command({
  name: 'account set-plan',
  summary: 'Put an account on a plan',
  positionals: ['<id|username|email>', '<plan>'],
  options: JSON_OPTION,
  examples: ['aidesign account set-plan ada@example.org pro'],
  run: async ({ values, positionals: [who = '', planText = ''] }, tools) => {
    const plan = planNamed(planText);
    const { runSetPlan } = await import('../work/set-plan.js');
    await runSetPlan(tools, { who, plan, json: values.json ?? false });
  },
});
