import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'chai';

const page = readFileSync('SECURITY.md', 'utf8');
const rows = page.split('\n').filter((line) => /^\| [SF]\d+ \|/.test(line));
const numberIn = (row: string): string => /^\| ([SF]\d+) /.exec(row)?.[1] ?? '';
const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\((test\/[^)]+)\)/g)].map(([, path = '']) => path);

describe('SECURITY.md', () => {
  it('has a line for every attack', () => {
    const attacks = Array.from({ length: 20 }, (_, index) => `S${index + 1}`);
    expect(rows.map(numberIn)).to.deep.equal([...attacks, 'F1', 'F8', 'F20', 'F21']);
  });

  for (const path of new Set(linksIn(page))) {
    it(`names a file that is there: ${path}`, () => {
      expect(existsSync(path)).to.equal(true);
    });
  }

  it('proves what it says is built', () => {
    expect(rows.filter((row) => row.includes('| built |') && linksIn(row).length === 0)).to.deep.equal([]);
  });

  it('proves nothing that is not built', () => {
    expect(rows.filter((row) => row.includes('not built yet') && linksIn(row).length > 0)).to.deep.equal([]);
  });

  it('says how to report a weakness', () => {
    expect(page).to.match(/^## Reporting$/m);
  });
});
