import { expect } from 'chai';
import { chartCard } from '#console/charts/chart-card.js';
import { countText } from '#console/charts/number-text.js';
import { timeChart, type Series, type TimeChart } from '#console/charts/time-chart.js';
import { markupOf } from '#platform/html.js';

const chart = (series: readonly Partial<Series>[], more: Partial<TimeChart> = {}): TimeChart => {
  const count = series[0]?.values?.length ?? 0;
  const labels = Array.from({ length: count }, (_, index) => `day ${index + 1}`);
  return {
    id: 'c',
    title: 'Accounts',
    summary: 'People who registered.',
    labels,
    ticks: labels,
    series: series.map((each) => ({ name: 'New', kind: 'columns', tone: 1, values: [], ...each })),
    text: countText,
    ...more,
  };
};
const drawn = (...series: readonly Partial<Series>[]): string => markupOf(timeChart(chart(series)));
const count = (markup: string, part: RegExp): number => (markup.match(part) ?? []).length;

describe('a chart', () => {
  it('says what it shows to those who do not see it', () => {
    const markup = drawn({ values: [1, 2] });
    expect(markup).to.contain('role="img"').and.contain('aria-labelledby="c-t c-d"');
    expect(markup).to.match(
      /<title id="c-t">Accounts<\/title>\s*<desc id="c-d">People who registered\.<\/desc>/,
    );
  });

  it('has a column for each number that is not zero', () => {
    expect(count(drawn({ values: [1, 0, null, 4] }), /class="column/g)).to.equal(2);
  });

  it('stacks columns without going over the top', () => {
    const markup = drawn({ values: [10] }, { values: [10] });
    const tops = [...markup.matchAll(/class="column[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"/g)];
    const [lower, upper] = tops.map(([, y, height]) => [Number(y), Number(height)] as const);
    expect((upper?.[0] ?? 0) + (upper?.[1] ?? 0)).to.be.closeTo(lower?.[0] ?? -1, 0.02);
    expect(upper?.[0]).to.be.at.least(0);
  });

  it('breaks a line where there is no number', () => {
    expect(count(drawn({ kind: 'line', values: [1, 2, null, 3, 4] }), /class="line/g)).to.equal(2);
  });

  it('shows a single point as a dot', () => {
    const markup = drawn({ kind: 'line', values: [null, 5, null] });
    expect(markup).to.match(/class="line dot tone-1"\s*d="M500 [\d.]+h0"/);
  });

  it('shows one stretch alone', () => {
    expect(drawn({ values: [3] })).to.contain('text-anchor="middle"');
  });

  it('keeps zeros at the bottom', () => {
    const markup = drawn({ kind: 'line', values: [0, 0] });
    expect(markup).to.contain('d="M250 176L750 176"').and.not.contain('NaN');
  });

  it('keeps numbers of any size inside, and readable', () => {
    const markup = drawn({ kind: 'line', values: [0, Number.MAX_SAFE_INTEGER] });
    expect(markup).to.not.match(/NaN|Infinity|e\+/);
    expect(markup).to.match(/>\s*10,?000T\s*</);
  });

  it('has no more than six labels below, however long it is', () => {
    const values = Array.from({ length: 92 }, () => 1);
    const markup = drawn({ values });
    const below = markup.slice(markup.indexOf('</svg>', markup.indexOf('viewBox')));
    expect(count(below, /class="tick"/g)).to.be.within(2, 6);
  });

  it('escapes names, whatever they are', () => {
    const name = '</title><script>alert(1)</script>" onload="x';
    const markup = markupOf(chartCard(chart([{ name, values: [1] }], { title: name })));
    expect(markup).to.not.contain('<script').and.not.contain('onload="x');
    expect(markup).to.contain('&lt;script&gt;');
  });

  it('isolates names written in another direction', () => {
    const markup = markupOf(chartCard(chart([{ name: 'مرحبا ‮ x', values: [1] }])));
    expect(markup).to.contain('<bdi>مرحبا ‮ x</bdi>');
  });

  it('has the same numbers as a table', () => {
    const markup = markupOf(chartCard(chart([{ values: [1234, null] }])));
    expect(markup).to.match(/<td class="number">1,234<\/td>[^]*<td class="number">no data<\/td>/);
  });
});

describe('a chart of nothing', () => {
  it('says so and draws nothing', () => {
    for (const values of [[], [null, null]]) {
      const markup = markupOf(chartCard(chart([{ values }])));
      expect(markup).to.contain('No data').and.not.contain('<svg');
    }
  });

  it('can be drawn all the same', () => {
    expect(drawn({ values: [] })).to.not.match(/NaN|Infinity|undefined/);
  });
});
