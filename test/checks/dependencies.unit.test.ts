import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { loadScript, type SourceFile } from '#test/support/script.js';

interface Manifest {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  readonly texts: readonly string[];
}

const { dependencyProblems } = await loadScript<{
  dependencyProblems: (
    files: readonly SourceFile[],
    manifest: Manifest,
  ) => { file: string; reason: string }[];
}>('scripts/check/dependencies.mjs');

const none: Manifest = { dependencies: [], devDependencies: [], texts: [] };
const source = (path: string, text: string): SourceFile => ({ path, source: text });
const reasons = (files: readonly SourceFile[], manifest: Partial<Manifest>): string[] =>
  dependencyProblems(files, { ...none, ...manifest }).map(({ reason }) => reason);

describe('packages', () => {
  describe('an undeclared package', () => {
    it('is reported', () => {
      expect(reasons([source('src/a.ts', `import pg from 'pg/lib/x.js';`)], {})).to.deep.equal([
        'pg is not in dependencies',
      ]);
    });

    it('is reported when production code needs it and it is declared for development', () => {
      const files = [source('src/a.ts', `import '@scope/tool/x';`)];
      expect(reasons(files, { devDependencies: ['@scope/tool'] })).to.deep.equal([
        '@scope/tool is not in dependencies',
      ]);
    });

    it('is not one of Node itself', () => {
      expect(reasons([source('src/a.ts', `import 'fs/promises';\nimport 'node:fs';`)], {})).to.deep.equal([]);
    });
  });

  describe('a declared package', () => {
    it('is reported when nobody uses it', () => {
      expect(reasons([], { dependencies: ['pg'] })).to.deep.equal(['nobody uses pg']);
    });

    it('is used when it is imported, started or named by path', () => {
      const files = [
        source('src/a.ts', `import 'pg';`),
        source('test/b.ts', `run('node_modules/dclint/bin/dclint.cjs');`),
      ];
      const texts = ['node node_modules/typescript-native/bin/tsc', 'exec mocha --exit'];
      const devDependencies = ['dclint', 'typescript-native', 'mocha'];
      expect(reasons(files, { dependencies: ['pg'], devDependencies, texts })).to.deep.equal([]);
    });

    it('is used when it holds the types of a used package', () => {
      const files = [source('src/a.ts', `import '@koa/cors';\nimport 'node:fs';`)];
      const manifest = { dependencies: ['@koa/cors'], devDependencies: ['@types/koa__cors', '@types/node'] };
      expect(reasons(files, manifest)).to.deep.equal([]);
    });
  });

  describe('the page on dependencies', () => {
    const page = readFileSync('docs/dependencies.md', 'utf8');
    const documented = [...page.matchAll(/^\| `([^`]+)` +\| +\S.* \|$/gm)].map(([, name]) => name);
    const declared = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const names = ['dependencies', 'devDependencies'].flatMap((kind) => Object.keys(declared[kind] ?? {}));

    it('gives a reason for every package, and for no other', () => {
      expect([...documented].sort()).to.deep.equal([...names].sort());
    });
  });
});
