import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createMailer } from '#integrations/mail/mailer.js';
import { readerOf, settingsFor, someMail } from '#test/support/mailbox.js';
import { temporaryFolder } from '#test/support/process-stores.js';

const ENTRY = fileURLToPath(new URL('../../../src/embedded/mailbox/process.js', import.meta.url));

interface Ready {
  readonly ready: boolean;
  readonly smtpPort: number;
  readonly httpPort: number;
}

describe('the mailbox as a process', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let children: ChildProcess[];
  beforeEach(async () => {
    folder = await temporaryFolder();
    children = [];
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await folder.remove();
  });

  const launch = (args: readonly string[], env: NodeJS.ProcessEnv = {}) => {
    const child = spawn(process.execPath, [ENTRY, ...args], { env: { ...process.env, ...env } });
    children.push(child);
    return child;
  };
  const args = (data = folder.path) => ['--data', data, '--smtp-port', '0', '--http-port', '0'];
  const start = async (env: NodeJS.ProcessEnv = {}) => {
    const child = launch(args(), env);
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, ready: JSON.parse(line.toString()) as Ready };
  };
  const endOf = async (child: ChildProcess): Promise<unknown> =>
    ((await once(child, 'close')) as unknown[])[0];
  const refused = (with_: readonly string[]) => endOf(launch(with_));

  it('says where it listens', async () => {
    const { ready } = await start();
    expect(ready.ready).to.equal(true);
    expect((await readerOf(`http://127.0.0.1:${ready.httpPort}`).list()).total).to.equal(0);
  });

  it('has every message it accepted after kill -9', async () => {
    const first = await start();
    await createMailer(settingsFor(first.ready.smtpPort)).send(someMail);
    first.child.kill('SIGKILL');
    await endOf(first.child);
    const second = await start();
    const { messages } = await readerOf(`http://127.0.0.1:${second.ready.httpPort}`).list();
    expect(messages.map(({ subject }) => subject)).to.deep.equal(['Hello']);
  });

  it('ends with 0 when it is asked to', async () => {
    const { child } = await start();
    child.kill('SIGTERM');
    expect(await endOf(child)).to.equal(0);
  });

  it('ends when whoever started it is gone', async () => {
    const { child } = await start({ AIDESIGN_WATCHDOG: '1' });
    child.stdin.end();
    expect(await endOf(child)).to.equal(0);
  });

  it('cannot be made to fail when it was not started for that', async () => {
    const { ready } = await start();
    expect(await readerOf(`http://127.0.0.1:${ready.httpPort}`).setFault({ mode: 'refuse' })).to.equal(404);
  });

  for (const [what, given] of [
    ['no folder', ['--smtp-port', '0', '--http-port', '0']],
    ['no port', ['--data', 'x', '--http-port', '0']],
    ['a port that is none', ['--data', 'x', '--smtp-port', 'http', '--http-port', '0']],
    ['an unknown option', ['--data', 'x', '--smtp-port', '0', '--http-port', '0', '--loud']],
  ] as const) {
    it(`is refused with 2: ${what}`, async () => {
      expect(await refused(given)).to.equal(2);
    });
  }

  it('ends with 3 when a port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const code = await refused(['--data', folder.path, '--smtp-port', '0', '--http-port', String(port)]);
    taken.close();
    expect(code).to.equal(3);
  });

  it('ends with 5 when the folder cannot be used', async () => {
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    expect(await refused(args(file))).to.equal(5);
  });
});
