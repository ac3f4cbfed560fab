import { expect } from 'chai';
import { compared } from '#console/analytics/comparison.js';
import type { Numbers } from '#console/analytics/numbers.js';
import { periodIn } from '#console/analytics/period.js';
import { aiTiles, growthTiles, tileList } from '#console/analytics/tiles.js';
import { markupOf } from '#platform/html.js';

const { period } = periodIn(new URLSearchParams('range=7d'), '2026-03-01T12:00:00.000Z');
const nothing: Numbers = {
  period,
  firstDay: undefined,
  activity: [],
  earlier: [],
  ai: [],
  models: [],
  active: { now: [], before: [], whole: [] },
  plans: [],
};
const registered = (day: string, events: number) => ({ day, type: 'register', events });
const ai = (day: string, completed: number, failed: number) => ({
  day,
  completed,
  failed,
  tokens: 10,
  costMicroUsd: 2_000_000,
  durationMs: 3_000,
});
const numberOf = (tiles: ReturnType<typeof growthTiles>, name: string) =>
  tiles.find((tile) => tile.name === name);

describe('a number beside the one of the period before', () => {
  it('is told with the difference and its share', () => {
    expect(compared(15, 10)).to.deep.equal({ now: 15, before: 10, change: 5, share: 0.5 });
  });

  it('has no share of zero, and no difference to nothing', () => {
    expect(compared(3, 0)).to.include({ change: 3, share: null });
    expect(compared(3, null)).to.include({ change: null, share: null });
  });
});

describe('the numbers of a period', () => {
  const numbers: Numbers = {
    ...nothing,
    firstDay: '2026-01-01',
    earlier: [{ type: 'register', events: 100 }],
    activity: [
      registered('2026-02-16', 4),
      registered('2026-02-22', 1),
      registered('2026-02-23', 7),
      registered('2026-03-01', 3),
    ],
    ai: [ai('2026-02-20', 1, 1), ai('2026-02-28', 3, 0)],
    active: { now: [], before: [], whole: [{ span: 2, accounts: 9 }] },
  };

  it('are counted from its first to its last day', () => {
    expect(numberOf(growthTiles(numbers), 'New accounts')).to.include({ now: 10, before: 5, share: 1 });
  });

  it('are totals at its end', () => {
    expect(numberOf(growthTiles(numbers), 'Accounts')).to.include({ now: 115, before: 105 });
  });

  it('count nobody where nobody was', () => {
    expect(numberOf(growthTiles(numbers), 'Active accounts')).to.include({ now: 9, before: 0 });
  });

  it('are rates of all requests that were answered', () => {
    expect(numberOf(aiTiles(numbers), 'Success rate')).to.include({ now: 1, before: 0.5 });
    expect(numberOf(aiTiles(numbers), 'Mean time to answer')).to.include({ now: 1_000, before: 1_500 });
    expect(numberOf(aiTiles(numbers), 'AI cost')).to.include({ now: 2, before: 2 });
  });
});

describe('the numbers of a product that has none', () => {
  it('are no zeros', () => {
    const markup = markupOf(tileList([...growthTiles(nothing), ...aiTiles(nothing)]));
    expect(markup.match(/no data</g)).to.have.length(10);
    expect(markup).to.not.match(/NaN|Infinity/);
  });

  it('have no share where nothing was before', () => {
    const begun: Numbers = { ...nothing, firstDay: '2026-02-25', activity: [registered('2026-02-25', 2)] };
    const markup = markupOf(tileList(growthTiles(begun)));
    expect(markup).to.contain('no data before').and.not.contain('%');
  });
});
