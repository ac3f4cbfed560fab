import { rmSync, utimesSync } from 'node:fs';
import { expect } from 'chai';
import { createReadyProject, type Project } from './project.js';

describe('the preparation of a checkout that was built', () => {
  let project: Project;
  beforeEach(async () => {
    project = await createReadyProject();
  });
  afterEach(() => project.remove());

  const expectBuild = async (): Promise<void> => {
    const { stdout } = await project.run();
    expect([stdout, project.builds()]).to.deep.equal(['Building ...\n', 1]);
  };

  it('builds when a source changed', async () => {
    project.write('src/a.ts', 'export const a = 22;');
    await expectBuild();
  });

  it('builds when a source has another time: a change may keep its size', async () => {
    utimesSync(project.path('src/a.ts'), new Date(), new Date(2020, 1));
    await expectBuild();
  });

  it('builds when a source was added', async () => {
    project.write('src/c.ts', '');
    await expectBuild();
  });

  it('builds when the settings of the compiler changed', async () => {
    project.write('tsconfig.json', '{ "compilerOptions": {} }');
    await expectBuild();
  });

  it('writes an output again that was removed, although the compiler thinks it is there', async () => {
    rmSync(project.path('dist/src/a.js'));
    await expectBuild();
    expect(project.has('dist/src/a.js')).to.equal(true);
  });

  it('removes the output of a source that is gone, and the folders left empty by that', async () => {
    project.write('dist/src/deep/b.js.map', '');
    rmSync(project.path('src/deep'), { recursive: true });
    await expectBuild();
    expect([project.has('dist/src/deep'), project.has('dist/src/a.js')]).to.deep.equal([false, true]);
  });

  it('does not build again after that', async () => {
    project.write('src/c.ts', '');
    await project.run();
    await project.run();
    expect(project.builds()).to.equal(1);
  });
});

describe('the preparation when the sources have errors', () => {
  let project: Project;
  beforeEach(async () => {
    project = await createReadyProject();
  });
  afterEach(() => project.remove());

  const breakWith = (errors: string): void => {
    project.write('src/a.ts', 'export const a = 33;');
    project.write('compiler-errors.txt', errors);
  };

  it('shows them under one line that says what to do', async () => {
    breakWith(`src/a.ts(1,1): error TS2322: Type '"ECONNREFUSED"' is not assignable.\n`);
    const { code, stderr } = await project.run();
    expect([code, stderr]).to.deep.equal([
      1,
      'The build failed: correct the errors below, then run the command again.\n' +
        `  src/a.ts(1,1): error TS2322: Type '"ECONNREFUSED"' is not assignable.\n`,
    ]);
  });

  it('shows the first of many, from which the others follow', async () => {
    breakWith(Array.from({ length: 30 }, (_, i) => `error ${i + 1}\n`).join(''));
    const lines = (await project.run()).stderr.trim().split('\n');
    expect([lines[1], lines[20], lines.at(-1)]).to.deep.equal([
      '  error 1',
      '  error 20',
      '  and 10 more lines',
    ]);
  });

  it('builds again at the next start', async () => {
    breakWith('error\n');
    await project.run();
    rmSync(project.path('compiler-errors.txt'));
    const { code } = await project.run();
    expect([code, project.builds()]).to.deep.equal([0, 2]);
  });
});
