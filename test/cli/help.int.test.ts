import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { COMMANDS } from '#cli/commands/index.js';
import { makeDataDir, removeDataDir, runCli, type Ended } from './support/cli-process.js';

describe('aidesign', () => {
  let dataDir: string;
  const run = (...words: string[]): Promise<Ended> => runCli(words, { DATA_DIR: dataDir });

  before(async () => {
    dataDir = await makeDataDir();
  });
  after(() => removeDataDir(dataDir));

  it('lists every command', async () => {
    const { code, out, err } = await run('--help');
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    for (const { name } of COMMANDS) expect(out).to.contain(`  ${name} `);
  });

  it('fits a terminal of 80 columns', async () => {
    const lines = (await run('--help')).out.split('\n');
    expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(80);
  });

  it('says its version', async () => {
    expect(await run('--version')).to.deep.equal({ code: 0, out: '2.0.0\n', err: '' });
  });

  it('can be called from anywhere, also by a link', async () => {
    const link = join(dataDir, 'aidesign');
    await symlink(resolve('aidesign'), link);
    const { stdout } = await promisify(execFile)(link, ['--version'], { cwd: tmpdir() });
    expect(stdout).to.equal('2.0.0\n');
  });

  it('ends with 2 and a suggestion for an unknown command', async () => {
    expect(await run('migarte')).to.deep.equal({
      code: 2,
      out: '',
      err: 'There is no command "migarte".\nDid you mean: aidesign migrate\n',
    });
  });

  it('ends with 2 when a setting cannot be used', async () => {
    const { code, err } = await runCli(['migrate'], { DATA_DIR: dataDir, PORT: 'eight' });
    expect(code).to.equal(2);
    expect(err).to.contain('PORT').and.not.to.contain('    at ');
  });

  for (const { name, options } of COMMANDS) {
    describe(name, () => {
      it('explains itself', async () => {
        const { code, out, err } = await run(...name.split(' '), '--help');
        expect({ code, err }).to.deep.equal({ code: 0, err: '' });
        expect(out).to.contain(`Usage: aidesign ${name}`);
        for (const option of Object.keys(options)) expect(out).to.contain(`--${option}`);
      });

      it('ends with 2 for an unknown option', async () => {
        const { code, err } = await run(...name.split(' '), '--nonsense');
        expect({ code, err }).to.deep.equal({ code: 2, err: 'There is no option --nonsense.\n' });
      });
    });
  }

  /** What a positional stands for; `5` where nothing else is said. */
  const VALUES: Readonly<Record<string, string>> = {
    '<plan>': 'pro',
    '[stream]': 'project-5',
    '<sha256>': 'a'.repeat(64),
  };
  const needServers = COMMANDS.filter(({ name }) => name !== 'up' && !name.startsWith('eventstore'));
  for (const { name, positionals, options } of needServers) {
    it(`ends with 3 when nothing runs: ${name}`, async () => {
      const role = 'role' in options ? ['--role', 'auditor'] : [];
      const words = [...positionals.map((positional) => VALUES[positional] ?? '5'), ...role];
      expect(await run(...name.split(' '), ...words)).to.deep.equal({
        code: 3,
        out: '',
        err: `No running instance found in ${dataDir}. Start one with npm start, or set EVENTSTORE_URL.\n`,
      });
    });
  }
});
