import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { readConfig } from '#platform/config.js';

const example = readFileSync('.env.example', 'utf8');
const shown = [...example.matchAll(/^(# )?([A-Z][A-Z_]+)=(.*)$/gm)].map(
  ([, comment, name = '', value = '']) => ({
    name,
    value,
    active: comment === undefined,
  }),
);

const environment = (lines: typeof shown): Record<string, string> =>
  Object.fromEntries(lines.map(({ name, value }) => [name, value]));

const settings = [...readFileSync('src/platform/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
  ([, name]) => name,
);

describe('.env.example', () => {
  it('explains every setting', () => {
    expect(settings).to.not.be.empty;
    expect(settings.filter((name) => !shown.some((line) => line.name === name))).to.deep.equal([]);
  });

  it('explains each setting once', () => {
    expect(shown).to.have.length(new Set(shown.map(({ name }) => name)).size);
  });

  it('shows the defaults', () => {
    expect(readConfig(environment(shown.filter(({ active }) => active)))).to.deep.equal(readConfig({}));
  });

  it('gives examples that are accepted', () => {
    expect(readConfig(environment(shown))).to.include({ DATABASE_POOL_MAX: 10 });
  });
});
