import { expect } from 'chai';
import { loadScript, type SourceFile } from '#test/support/script.js';

const { ceiling, tooLong, statistics, projectFiles } = await loadScript<{
  ceiling: number;
  tooLong: (files: readonly SourceFile[]) => { file: string; lines: number }[];
  statistics: (files: readonly SourceFile[]) => Record<string, number>;
  projectFiles: () => SourceFile[];
}>('scripts/check/file-lengths.mjs');

const file = (path: string, lines: number): SourceFile => ({ path, source: 'x;\n'.repeat(lines) });

describe('file lengths', () => {
  it('stay under the ceiling in this project', () => {
    expect(tooLong(projectFiles())).to.deep.equal([]);
  });

  it('may reach the ceiling', () => {
    expect(tooLong([file('src/api/app.ts', ceiling)])).to.deep.equal([]);
  });

  it('are reported above the ceiling, the longest first, tests and scripts too', () => {
    const files = [
      file('src/a.ts', ceiling + 1),
      file('test/b.ts', ceiling + 9),
      file('scripts/c.mjs', ceiling + 5),
    ];
    expect(tooLong(files)).to.deep.equal([
      { file: 'test/b.ts', lines: ceiling + 9 },
      { file: 'scripts/c.mjs', lines: ceiling + 5 },
      { file: 'src/a.ts', lines: ceiling + 1 },
    ]);
  });

  it('count a last line without a line break', () => {
    expect(tooLong([{ path: 'src/a.ts', source: 'x;\n'.repeat(ceiling) + 'y' }])).to.have.length(1);
  });

  it('are free in tables, migrations and generated files', () => {
    const generated = { path: 'src/x.ts', source: `// generated\n${'x;\n'.repeat(ceiling)}` };
    const files = [file('src/projections/x/tables.ts', 999), file('migrations/0001.ts', 999), generated];
    expect(tooLong(files)).to.deep.equal([]);
  });

  it('are summed up as median, p90 and longest of src', () => {
    const files = [
      ...[10, 20, 30, 40, 100].map((lines, at) => file(`src/${at}.ts`, lines)),
      file('test/x.ts', 300),
    ];
    expect(statistics(files)).to.deep.equal({ files: 5, median: 30, p90: 100, longest: 100 });
  });
});
