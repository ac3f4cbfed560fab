import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect } from 'chai';

const body = (lines: number): string => '  globalThis.name;\n'.repeat(lines);

/** File, the fault planted in it, and what must be said of this file. */
const faults: readonly (readonly [what: string, file: string, text: string, said: string])[] = [
  ['a floating promise', 'src/a.ts', `Promise.resolve(1);`, 'no-floating-promises'],
  [
    'a promise where nobody waits for one',
    'src/b.ts',
    `setTimeout(async () => { await fetch('/'); }, 1);`,
    'no-misused-promises',
  ],
  [
    'a switch that forgets a case',
    'src/c.ts',
    `export const c = (kind: 'a' | 'b') => { switch (kind) { case 'a': return 1; } return 2; };`,
    'switch-exhaustiveness-check',
  ],
  [
    'a switch on numbers without a default',
    'src/d.ts',
    `export const d = (n: number) => { switch (n) { case 1: return 1; } return 2; };`,
    'switch-exhaustiveness-check',
  ],
  ['any', 'src/e.ts', `export const e = (value: any): unknown => value;`, 'no-explicit-any'],
  [
    'a value of any given on',
    'src/f.ts',
    `export const f: number = JSON.parse('1');`,
    'no-unsafe-assignment',
  ],
  ['a property of any', 'src/g.ts', `export const g = String(JSON.parse('1').x);`, 'no-unsafe-member-access'],
  [
    'a default that is never needed',
    'src/h.ts',
    `export const h = (s: string) => s ?? 'x';`,
    'no-unnecessary-condition',
  ],
  [
    '|| on what may be empty',
    'src/i.ts',
    `export const i = (s?: string) => s || 'x';`,
    'prefer-nullish-coalescing',
  ],
  [
    'an object printed as text',
    'src/j.ts',
    'export const j = (o: object) => `${o}`;',
    'restrict-template-expressions',
  ],
  ['a throw of no error', 'src/k.ts', `export const k = () => { throw { a: 1 }; };`, 'only-throw-error'],
  [
    'a claim that something is there',
    'src/l.ts',
    `export const l = (s?: string) => s!;`,
    'no-non-null-assertion',
  ],
  [
    'a double cast',
    'src/m.ts',
    `export const m = (s: string) => s as unknown as number;`,
    'hides a wrong type',
  ],
  [
    'a query of projects that asks nobody who may see them',
    'src/projections/other/queries.ts',
    "import { projects } from '../projects/tables.js';\nexport const p = projects;",
    'it asks who may see them',
  ],
  [
    'the view of projects, written out',
    'src/projections/other/words.ts',
    'export const q = `select * from projects_s1`;',
    'it asks who may see them',
  ],
  ['a default export', 'src/n.ts', `export default 1;`, 'Named exports only'],
  [
    'a silenced compiler',
    'src/o.ts',
    `// @ts-expect-error: it is fine\nexport const o: number = '1';`,
    'ban-ts-comment',
  ],
  [
    'a fourth parameter',
    'src/p.ts',
    `export const p = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];`,
    'max-params',
  ],
  [
    'a fourth level',
    'src/q.ts',
    `export const q = (n: number) => { if (n) { if (n > 1) { if (n > 2) { if (n > 3) { return 1; } } } } return 0; };`,
    'max-depth',
  ],
  ['a function of 43 lines', 'src/r.ts', `export const r = () => {\n${body(41)}};`, 'max-lines-per-function'],
  ['words on the console', 'src/s.ts', `console.log('x');`, 'no-console'],
  ['== instead of ===', 'migrations/t.ts', `export const t = (a: string) => a == 'x';`, 'eqeqeq'],
  [
    'an unused comment in a test that switches a rule off',
    'test/u.ts',
    `// eslint-disable-next-line no-console\nexport const u = 1;`,
    'Unused eslint-disable directive',
  ],
  [
    'a comment that switches a rule off',
    'src/v.ts',
    `// eslint-disable-next-line no-console\nexport const v = 1;`,
    'noInlineConfig',
  ],
  [
    'a comment that switches a typed rule off',
    'src/w.ts',
    `/* oxlint-disable */\nexport const w: number = JSON.parse('1');`,
    'no-warning-comments',
  ],
  ['a floating promise in a test', 'test/x.ts', `Promise.resolve(1);`, 'no-floating-promises'],
  ['a floating promise in a migration', 'migrations/y.ts', `Promise.resolve(1);`, 'no-floating-promises'],
  ['a word nobody defined in a script', 'scripts/z.mjs', `nothing.at(0);`, 'no-undef'],
];

/** What lint lets pass, and where. */
const allowed: readonly (readonly [what: string, file: string, text: string])[] = [
  ['words of a program people start', 'src/cli/fine.ts', `console.log('x');`],
  ['an answer of any shape in a test', 'test/fine.ts', `export const a = JSON.parse('1').x;`],
  ['a claim of a test about its own data', 'test/fine-too.ts', `export const a = (s?: string) => s!;`],
  [
    'the tables of projects where their readers are',
    'src/projections/projects/queries.ts',
    "export const v = 'projects_s1';",
  ],
  ['a number in a text', 'src/fine.ts', 'export const a = (n: number) => `${n}`;'],
];

/** Lint's report on a project of these files, and how it ended. */
const lint = async (files: ReadonlyMap<string, string>): Promise<{ failed: boolean; lines: string[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  try {
    for (const name of [
      'eslint.config.js',
      '.oxlintrc.json',
      'tsconfig.json',
      'package.json',
      'scripts/check.mjs',
    ]) {
      cpSync(name, join(folder, name));
    }
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), `${text}\n`);
    }
    return await new Promise((done) => {
      execFile(process.execPath, ['scripts/check.mjs', 'lint'], { cwd: folder }, (error, stdout) =>
        done({ failed: error !== null, lines: stdout.split('\n') }),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The lines about each file: one linter starts them with its path, the other writes it above them. */
const perFile = (lines: readonly string[]): ((file: string) => string) => {
  const about = new Map<string, string>();
  let above = '';
  for (const line of lines) {
    const [, named] = /^(?:.*\/)?((?:src|test|migrations|scripts)\/[\w./-]+)/.exec(line) ?? [];
    above = named ?? (line.trim() === '' ? '' : above);
    about.set(above, `${about.get(above) ?? ''}${line}\n`);
  }
  return (file) => about.get(file) ?? '';
};

describe('lint', function () {
  // Two linters read everything Node and the packages declare.
  this.timeout(180_000);

  describe('with one fault in each file', () => {
    let failed: boolean;
    let reportOn: (file: string) => string;
    before(async () => {
      const files = [...faults, ...allowed].map(([, file, text]) => [file, text] as const);
      const report = await lint(new Map(files));
      failed = report.failed;
      reportOn = perFile(report.lines);
    });

    it('fails', () => {
      expect(failed).to.equal(true);
    });

    for (const [what, file, , said] of faults) {
      it(`reports ${what}`, () => {
        expect(reportOn(file)).to.include(said);
      });
    }

    for (const [what, file] of allowed) {
      it(`lets pass ${what}`, () => {
        expect(reportOn(file)).to.equal('');
      });
    }
  });

  describe('with one fault that only types show', () => {
    it('fails', async () => {
      expect((await lint(new Map([['src/a.ts', 'void 0;\nPromise.resolve(1);']]))).failed).to.equal(true);
    });
  });

  describe('with nothing but a comment that switches a rule off', () => {
    it('fails', async () => {
      const text = '// eslint-disable-next-line no-console\nexport const a = 1;';
      expect((await lint(new Map([['src/a.ts', text]]))).failed).to.equal(true);
    });
  });

  describe('without a fault', () => {
    it('passes', async () => {
      expect((await lint(new Map([['src/a.ts', 'export const a = 1;']]))).failed).to.equal(false);
    });
  });
});
