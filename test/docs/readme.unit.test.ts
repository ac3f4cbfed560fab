import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { documentedPath } from '#api/spellings.js';
import { COMMANDS } from '#cli/commands/index.js';
import { readConfig, SETTING_NAMES } from '#platform/config.js';
import { productRoutes } from '#test/api/support.js';
import { loadScript } from '#test/support/script.js';

const pages = ['README.md', 'CHANGELOG.md', ...readdirSync('docs').map((name) => `docs/${name}`)]
  .filter((path) => path.endsWith('.md'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
const readme = readFileSync('README.md', 'utf8');
const architecture = readFileSync('docs/architecture.md', 'utf8');

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const { rooms } = await loadScript<{ rooms: { name: string; may: readonly string[] | 'anything' }[] }>(
  'scripts/check/rooms.mjs',
);

/** Cells of the rows of all tables of a text, without the lines under their heads. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|\s-]+$/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

const codeIn = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);

/** The anchor a heading gets. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

const leadsSomewhere = (from: string, link: string): boolean => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : join(dirname(from), path);
  return existsSync(target) && (anchor === undefined || anchorsOf(target).includes(anchor));
};

describe('the documentation', () => {
  for (const { path, text } of pages) {
    it(`has no link that leads nowhere: ${path}`, () => {
      const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
      const inside = links.filter((link) => !/^[a-z]+:/.test(link));
      expect(inside.filter((link) => !leadsSomewhere(path, link))).to.deep.equal([]);
    });

    it(`names only npm scripts that are there: ${path}`, () => {
      const named = [...text.matchAll(/\bnpm (?:run ([a-z][a-z:]*)|(start|test)\b)/g)];
      const names = named.map(([, run, short]) => run ?? short ?? '');
      expect(names.filter((name) => !(name in scripts))).to.deep.equal([]);
    });

    it(`names only commands that are there: ${path}`, () => {
      const names = COMMANDS.map(({ name }) => name);
      const named = [...text.matchAll(/\.\/aidesign ([a-z][a-z -]*)/g)].map(([, words = '']) => words.trim());
      const isCommand = (words: string): boolean =>
        names.some((name) => words === name || words.startsWith(`${name} `));
      expect(named.filter((words) => !isCommand(words))).to.deep.equal([]);
    });
  }
});

const EMPTY_LISTS = new Set(['CORS_ORIGINS', 'TRUSTED_PROXIES']);

describe('the readme', () => {
  it('names every npm script a person runs', () => {
    const hooks = Object.keys(scripts).filter((name) => name.startsWith('pre') && name.slice(3) in scripts);
    const asked = Object.keys(scripts).filter((name) => !hooks.includes(name));
    const short = new Set(['start', 'test']);
    const missing = asked.filter(
      (name) => !readme.includes(`\`npm ${short.has(name) ? '' : 'run '}${name}\``),
    );
    expect(missing).to.deep.equal([]);
  });

  it('names every command of the command line', () => {
    expect(
      COMMANDS.map(({ name }) => name).filter((name) => !readme.includes(`\`./aidesign ${name}`)),
    ).to.deep.equal([]);
  });

  it('lists every route, and no other', () => {
    const listed = rowsOf(readme).flatMap(([route]) =>
      codeIn(route).filter((code) => /^[A-Z]+ \//.test(code)),
    );
    const routes = productRoutes().map((route) => `${route.method} ${documentedPath(route)}`);
    expect(listed).to.have.members(routes);
  });

  const settings = rowsOf(readme)
    .map(([name, value]) => ({ name: codeIn(name)[0] ?? '', value: codeIn(value)[0] }))
    .filter(({ name }) => /^[A-Z][A-Z_]+$/.test(name));

  it('explains every setting, and no other', () => {
    expect(settings.map(({ name }) => name)).to.have.members(SETTING_NAMES);
  });

  it('gives the defaults of the settings', () => {
    const shown = settings.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value] as const],
    );
    // No origin is the one default that is shown as nothing.
    const defaults = Object.keys(readConfig({})).filter((name) => !EMPTY_LISTS.has(name));
    expect(shown.map(([name]) => name)).to.have.members(defaults);
    expect(readConfig(Object.fromEntries(shown))).to.deep.equal(readConfig({}));
  });
});

describe('the page on the architecture', () => {
  it('shows the import table that is enforced', () => {
    const shown = rowsOf(architecture)
      .map(([room, , may]) => ({ name: codeIn(room)[0], may: may === 'anything' ? may : codeIn(may) }))
      .filter(({ name }) => rooms.some((room) => room.name === name));
    expect(shown).to.deep.equal(rooms.map(({ name, may }) => ({ name, may })));
  });
});
