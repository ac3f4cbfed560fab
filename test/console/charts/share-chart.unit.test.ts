import { expect } from 'chai';
import { bar } from '#console/charts/bar.js';
import { shareChart, type Share } from '#console/charts/share-chart.js';
import { markupOf } from '#platform/html.js';

const drawn = (shares: readonly Share[]): string =>
  markupOf(shareChart({ id: 's', title: 'Plans', shares, nothing: 'There is no account.' }));

describe('parts of a whole', () => {
  it('fill the bar, each with its share beside it', () => {
    const markup = drawn([
      { name: 'Free', value: 3, tone: 1 },
      { name: 'Pro', value: 1, tone: 2 },
    ]);
    expect(markup).to.contain('width="75%"').and.contain('x="75%"').and.contain('75%').and.contain('25%');
    expect(markup).to.contain('<desc id="s-d">Free: 3, Pro: 1</desc>');
  });

  it('are nothing when there is nothing', () => {
    expect(drawn([{ name: 'Free', value: 0, tone: 1 }]))
      .to.contain('There is no account.')
      .and.not.contain('<svg');
  });

  it('escape their names', () => {
    expect(drawn([{ name: '<b>', value: 1, tone: 1 }])).to.not.contain('<b>');
  });
});

describe('a bar in a table', () => {
  it('is never longer than its cell, whatever the number', () => {
    for (const share of [2, Infinity, NaN, -1])
      expect(markupOf(bar(share))).to.not.match(/NaN|Infinity|width="[2-9]\d\d/);
  });
});
