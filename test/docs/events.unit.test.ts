import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { CATALOG } from '#domain/catalog.js';
import { loadScript } from '#test/support/script.js';

const { eventsPage } = await loadScript<{ eventsPage: () => Promise<string> }>('scripts/docs-events.mjs');
const page = readFileSync('docs/events.md', 'utf8');

describe('the page on events', () => {
  it('is what node scripts/docs-events.mjs makes now', async () => {
    expect(page).to.equal(await eventsPage());
  });

  it('has every event under its category', () => {
    const wanted = Object.entries(CATALOG).flatMap(([category, events]) => [
      `## ${category}`,
      ...Object.keys(events).map((type) => `### ${type}`),
    ]);
    expect([...page.matchAll(/^###? .+$/gm)].map(([heading]) => heading)).to.deep.equal(wanted);
  });
});
