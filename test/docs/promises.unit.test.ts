import { existsSync, readFileSync } from 'node:fs';
import { normalize, join } from 'node:path';
import { expect } from 'chai';

const page = readFileSync('docs/promises.md', 'utf8');

const proofs = [...page.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)].map(
  ([, title = '', path = '']) => ({
    title,
    file: normalize(join('docs', path)),
  }),
);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** A title as a test states it: whole, or, when it ends with …, up to the part that varies. */
const stated = (title: string): RegExp => {
  const varies = title.endsWith('…');
  const text = escaped(varies ? title.slice(0, -1).trimEnd() : title);
  return new RegExp(
    String.raw`\b(?:it|describe)\(\s*(['"${'`'}])${text}${varies ? String.raw`\s*\$\{` : '\\1'}`,
  );
};

describe('the page on promises', () => {
  for (const { title, file } of proofs) {
    it(`names a test that is there: ${title} (${file})`, () => {
      expect(existsSync(file), file).to.equal(true);
      expect(stated(title).test(readFileSync(file, 'utf8')), `${file} has a test "${title}"`).to.equal(true);
    });
  }

  it('proves every promise', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| **'));
    expect(rows).to.not.be.empty;
    expect(rows.filter((row) => !row.includes('](../test/'))).to.deep.equal([]);
  });

  it('names each test once', () => {
    const named = proofs.map(({ title, file }) => `${file}: ${title}`);
    expect(named).to.have.length(new Set(named).size);
  });
});
