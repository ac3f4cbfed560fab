import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { everyMetric } from '#test/platform/metrics/catalogue.js';

const page = readFileSync('docs/operators.md', 'utf8');

const cellsOf = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('`', ''));

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `aidesign_'))
  .map(cellsOf);

describe('the page for operators', () => {
  it('explains every number there is, in its own words, and no other', async () => {
    const described = (await everyMetric()).map(({ name, type, help }) => [name, type, help]);
    expect(rows.map(([name, type, , help]) => [name, type, help])).to.have.deep.members(described);
  });

  it('alerts on numbers that are there', async () => {
    const names = (await everyMetric()).map(({ name }) => name);
    const rules = [...page.matchAll(/^ +expr: (.+)$/gm)].map(([, expression = '']) => expression);
    const used = rules.flatMap((rule) => [...rule.matchAll(/\baidesign_\w+/g)].map(([name]) => name));
    const known = (name: string): boolean => names.includes(name.replace(/_(bucket|count|sum)$/, ''));
    expect(used).to.have.length.above(5);
    expect(used.filter((name) => !known(name))).to.deep.equal([]);
  });
});
