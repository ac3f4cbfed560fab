import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';

const run = promisify(execFile);
const SOURCES = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'tsconfig.json',
  'src',
  'migrations',
  'client',
  'test',
];

describe('an installation that runs no script of any package (S20)', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-install-'));
    for (const name of SOURCES) await cp(name, join(folder, name), { recursive: true });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const script of slice(['build'])) {
    it(`is enough to ${script}, and to start the command line`, async () => {
      await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder });
      await run('npm', ['run', script], { cwd: folder });
      const { stdout } = await run(process.execPath, ['dist/src/main-cli.js', '--version'], { cwd: folder });
      expect(stdout).to.match(/^\d+\.\d+\.\d+/);
    });
  }
});
