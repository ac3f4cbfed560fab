import { expect } from 'chai';
import { hasRoom, PLANS, PLAN_SLUGS } from '#domain/plan/plans.js';

const column = <T>(of: (plan: (typeof PLANS)['free']) => T): readonly T[] =>
  PLAN_SLUGS.map((slug) => of(PLANS[slug]));

describe('the plans', () => {
  it('are free, pro and enterprise, each under its own slug', () => {
    expect(column((plan) => plan.slug)).to.deep.equal(['free', 'pro', 'enterprise']);
  });

  it('cost 0, 19 and 99 dollars a month', () => {
    expect(column((plan) => plan.priceMonthly)).to.deep.equal([0, 19, 99]);
  });

  it('cost 0, 190 and 990 dollars a year', () => {
    expect(column((plan) => plan.priceYearly)).to.deep.equal([0, 190, 990]);
  });

  it('allow 3, 50 and any number of projects', () => {
    expect(column((plan) => plan.maxProjects)).to.deep.equal([3, 50, -1]);
  });

  it('allow 50, 500 and any number of AI requests a month', () => {
    expect(column((plan) => plan.maxAiRequestsPerMonth)).to.deep.equal([50, 500, -1]);
  });

  it('allow 100, 5000 and any number of megabytes', () => {
    expect(column((plan) => plan.maxStorageMb)).to.deep.equal([100, 5000, -1]);
  });

  it('allow 1, 10 and any number of collaborators per project', () => {
    expect(column((plan) => plan.maxCollaboratorsPerProject)).to.deep.equal([1, 10, -1]);
  });

  it('allow 10, 1000 and any number of exports a month', () => {
    expect(column((plan) => plan.maxExportsPerMonth)).to.deep.equal([10, 1000, -1]);
  });

  it('have the flags of the guide', () => {
    expect(column((plan) => plan.features)).to.deep.equal([
      ['basic_ai'],
      ['advanced_ai', 'priority_support'],
      ['advanced_ai', 'white_label', 'api_access'],
    ]);
  });
});

describe('a limit', () => {
  const cases: readonly [string, number, number, boolean][] = [
    ['has room below it', 2, 3, true],
    ['has no room at it', 3, 3, false],
    ['has no room beyond it, as after a change to a lower plan', 4, 3, false],
    ['of none has no room', 0, 0, false],
    ['of −1 always has room', 1_000_000, -1, true],
  ];
  for (const [rule, used, limit, room] of cases) {
    it(rule, () => {
      expect(hasRoom(used, limit)).to.equal(room);
    });
  }
});
