import { expect } from 'chai';
import { periodIn, stretchesOf } from '#console/analytics/period.js';

const AT = '2026-03-01T12:00:00.000Z';
const asked = (query: string) => periodIn(new URLSearchParams(query), AT);
const spans = (query: string) => {
  const { from, to, previous } = asked(query).period;
  return [from, to, previous.from, previous.to];
};

describe('the period an address asks for', () => {
  it('is the last 30 days, today included, beside the 30 before', () => {
    expect(spans('')).to.deep.equal(['2026-01-31', '2026-03-01', '2026-01-01', '2026-01-30']);
  });

  it('is a range by its name', () => {
    expect(spans('range=7d')).to.deep.equal(['2026-02-23', '2026-03-01', '2026-02-16', '2026-02-22']);
    expect(asked('range=12m').period.days).to.equal(365);
  });

  it('is a range of days, beside as many days before', () => {
    expect(spans('range=custom&from=2024-02-28&to=2024-03-01')).to.deep.equal([
      '2024-02-28',
      '2024-03-01',
      '2024-02-25',
      '2024-02-27',
    ]);
  });

  it('is the usual one, with a word about it, when it was not understood', () => {
    const wrong = [
      'range=5y',
      'range=custom',
      'range=custom&from=2026-02-30&to=2026-03-01',
      'range=custom&from=2026-03-01&to=2026-02-01',
      'range=custom&from=1999-01-01&to=2026-02-01',
      'range=custom&from=<script>&to=2026-02-01',
    ];
    for (const query of wrong) {
      const { period, problem } = asked(query);
      expect(period.from, query).to.equal('2026-01-31');
      expect(problem, query).to.be.a('string').and.not.contain('<');
    }
  });
});

describe('the points of a chart', () => {
  it('are days, weeks or four weeks, without a gap, the last one whole', () => {
    for (const [query, size] of [
      ['range=30d', 1],
      ['range=12m', 7],
      ['range=custom&from=2024-01-01&to=2026-01-01', 28],
    ] as const) {
      const { period } = asked(query);
      const stretches = stretchesOf(period);
      expect(stretches[0]?.from, query).to.equal(period.from);
      expect(stretches.at(-1)?.to, query).to.equal(period.to);
      const days = stretches.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1);
      expect(
        days.reduce((sum, each) => sum + each, 0),
        query,
      ).to.equal(period.days);
      expect(new Set(days.slice(1)), query).to.deep.equal(new Set([size]));
    }
  });
});
