import { expect } from 'chai';
import { loadScript, type SourceFile } from '#test/support/script.js';

const { unused } = await loadScript<{
  unused: (files: readonly SourceFile[]) => { file: string; reason: string }[];
}>('scripts/check/unused-exports.mjs');

const library = 'src/platform/library.ts';

const reasons = (exported: string, users: Record<string, string>): string[] =>
  unused([
    { path: library, source: exported },
    ...Object.entries(users).map(([path, source]) => ({ path, source })),
  ]).map(({ reason }) => reason);

const main = (source: string): Record<string, string> => ({ 'src/main-api.ts': source });
const uses = (name: string): string => `import { ${name} } from '#platform/library.js';\n`;

describe('dead code', () => {
  describe('an export', () => {
    const two = 'export const used = 1;\nexport const idle = 2;\n';

    it('is reported when nobody uses it', () => {
      expect(reasons(two, main(uses('used')))).to.deep.equal(['nobody uses idle']);
    });

    it('is reported when only tests use it', () => {
      const users = { ...main(uses('used')), 'test/x.ts': uses('idle') };
      expect(reasons(two, users)).to.deep.equal(['only tests use idle']);
    });

    it('is reported in every form: function, class, pattern, list', () => {
      const source = `export function a() {}\nexport class B {}\nexport const { c, d: [e] } = f;\nconst g = 1;
        export { g as h };\nexport const used = 1;\n`;
      expect(reasons(source, main(uses('used')))).to.deep.equal(
        ['a', 'B', 'c', 'e', 'h'].map((name) => `nobody uses ${name}`),
      );
    });

    it('is alive under another local name, and when it is passed on', () => {
      expect(
        reasons(two, main(`${uses('used as x')}export { idle } from './platform/library.js';`)),
      ).to.deep.equal([]);
    });

    it('is alive when its module is taken whole', () => {
      expect(reasons(two, main(`import * as library from '#platform/library.js';`))).to.deep.equal([]);
    });
  });

  describe('a type', () => {
    it('may be for tests only', () => {
      const source = 'export interface Shape {}\nexport const used = 1;\n';
      expect(reasons(source, { ...main(uses('used')), 'test/x.ts': uses('type Shape') })).to.deep.equal([]);
    });

    it('may be a part of an exported signature', () => {
      const source = 'export type Shape = 1;\nexport const used = (shape: Shape) => shape;\n';
      expect(reasons(source, main(uses('used')))).to.deep.equal([]);
    });

    it('may be the class of an error its own file throws', () => {
      const source = 'export class Lost extends Error {}\nexport const used = () => { throw new Lost(); };\n';
      expect(reasons(source, main(uses('used')))).to.deep.equal([]);
    });

    it('is reported when nobody needs it', () => {
      const source = 'export type Shape = 1;\nexport const used = 1;\n';
      expect(reasons(source, main(uses('used')))).to.deep.equal(['nobody uses Shape']);
    });
  });

  describe('a file', () => {
    it('is reported when nobody imports it', () => {
      expect(reasons('export const idle = 1;\n', {})).to.deep.equal(['nobody imports this file']);
    });

    it('is reported when only tests import it', () => {
      expect(reasons('export const idle = 1;\n', { 'test/x.ts': uses('idle') })).to.deep.equal([
        'only tests import this file',
      ]);
    });

    it('may be an entry point', () => {
      const entries = ['src/main-api.ts', 'src/embedded/postgres/process.ts', 'migrations/0001_engine.ts'];
      expect(unused(entries.map((path) => ({ path, source: 'export const up = 1;\n' })))).to.deep.equal([]);
    });
  });
});
