import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { PROJECTIONS } from '#projections/index.js';
import { productRoutes } from '#test/api/support.js';
import { loadScript } from '#test/support/script.js';

const { readModelsPage } = await loadScript<{ readModelsPage: () => Promise<string> }>(
  'scripts/docs-read-models.mjs',
);
const page = readFileSync('docs/read-models.md', 'utf8');

describe('the page on read models', () => {
  it('is what node scripts/docs-read-models.mjs makes now', async () => {
    expect(page).to.equal(await readModelsPage());
  });

  it('has every table under its projection', () => {
    const wanted = PROJECTIONS.flatMap(({ name, tables }) => [
      `## ${name}`,
      ...tables.map((table) => `### ${table.name}`),
    ]);
    expect([...page.matchAll(/^###? .+$/gm)].map(([heading]) => heading)).to.deep.equal(wanted);
  });
});

describe('the routes', () => {
  it('name only read models that are there', () => {
    const known = PROJECTIONS.map(({ name }) => name);
    const named = productRoutes().flatMap(({ reads = [], settles = [] }) => [...reads, ...settles]);
    expect(named.filter((name) => !known.includes(name))).to.deep.equal([]);
  });
});
