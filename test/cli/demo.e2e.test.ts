import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder, removeFolder } from '#test/embedded/postgres/support.js';
import { runCli, startCli, type CliProcess, type Ended } from './support/cli-process.js';
import { freePort } from '#test/support/up.js';

interface Line {
  readonly kind: string;
  readonly ok?: boolean;
  readonly note?: string;
  readonly type?: string;
  readonly account?: number;
}

const jsonLines = (out: string): Line[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('aidesign up', function () {
  // The demo sends some 40 MB and hashes passwords: seconds on a quiet machine, more beside other suites.
  this.timeout(120_000);
  let folder: string;
  let up: CliProcess;
  let port: number;
  const beside = (...words: string[]): Promise<Ended> => runCli(words, { DATA_DIR: join(folder, 'data') });

  before(async () => {
    folder = await makeFolder();
    port = await freePort();
    up = startCli(['up', '--port', String(port)], { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' });
    while (!(await up.line()).includes('Ctrl-C'));
  });

  after(async () => {
    up.interrupt();
    await up.ended;
    await removeFolder(folder);
  });

  it('serves on the port it was given', async () => {
    const run = JSON.parse(await readFile(join(folder, 'data', 'run.json'), 'utf8')) as { apiUrl: string };
    expect(run.apiUrl).to.equal(`http://localhost:${port}`);
  });

  it('is found by the demo, whose every step succeeds', async () => {
    const { code, out, err } = await beside('demo', '--json');
    expect({ code, err }).to.deep.equal({ code: 0, err: '' });
    const lines = jsonLines(out);
    const steps = lines.filter(({ kind }) => kind === 'step');
    expect(steps.filter(({ ok }) => ok !== true)).to.deep.equal([]);
    expect(lines.at(-1)).to.deep.include({ kind: 'summary', ok: true, steps: steps.length, events: 45 });
  });

  it('is told as a story, with the events by cause', async () => {
    const { code, out } = await beside('demo');
    expect(code).to.equal(0);
    expect(out).to.contain('✓  1 Sign up as ada-').and.not.to.contain('✗').and.not.to.contain('\u001b');
    expect(out).to.match(/4 Create a project\n +├─ ProjectSlotReserved .*\n +└─ ProjectCreated /);
  });

  it('plays the demo as often as wanted', async () => {
    const { code, out } = await beside('demo', '--loop', '2', '--json');
    expect(code).to.equal(0);
    expect(jsonLines(out).filter(({ kind }) => kind === 'summary')).to.have.length(2);
  });

  it('finds an account by its e-mail address and gives it another plan', async () => {
    const registered = await beside(
      'events',
      'tail',
      '--type',
      'AccountRegistered',
      '--limit',
      '1',
      '--json',
      '--personal',
    );
    const { data } = JSON.parse(registered.out) as { data: { email: { v: string }; accountId: number } };
    const { code, out } = await beside('account', 'set-plan', data.email.v.toUpperCase(), 'pro', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.deep.include({ account: data.accountId, from: 'enterprise', to: 'pro' });
  });

  it('ends with 4 for an account that does not exist', async () => {
    expect(await beside('account', 'set-plan', 'nobody@example.org', 'pro')).to.deep.equal({
      code: 4,
      out: '',
      err: 'There is no account with the id, username or e-mail address "nobody@example.org".\n',
    });
  });

  it('has a database that is up to date', async () => {
    expect((await beside('migrate', '--status')).out).to.contain('The database is up to date.');
  });

  it('ends with 1 when the data directory is in use', async () => {
    const { code, err } = await beside('up', '--port', '0');
    expect(code).to.equal(1);
    expect(err).to.contain('Another instance is running');
  });

  it('ends with 1 when the port is in use', async () => {
    const { code, err } = await runCli(['up', '--port', String(port)], { DATA_DIR: join(folder, 'other') });
    expect({ code, lines: err.trim().split('\n').length }).to.deep.equal({ code: 1, lines: 2 });
  });

  for (const [role, words] of [
    ['serve', ['--port', '0']],
    ['follow', []],
    ['worker', []],
  ] as const) {
    it(`has room for one more process: ${role}`, async () => {
      const second = startCli([role, ...words], { DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'warn' });
      expect(JSON.parse(await second.line())).to.include({ ready: true });
      second.interrupt();
      expect((await second.ended).code).to.equal(0);
    });
  }
});
