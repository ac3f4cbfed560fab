import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';

const ENTRY = fileURLToPath(new URL('../../../src/embedded/model/process.js', import.meta.url));

const start = (args: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [ENTRY, ...args], { env: { ...process.env, ...env } });

const readyPort = async (child: ChildProcessWithoutNullStreams): Promise<number> => {
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const message = JSON.parse(line.toString()) as { ready: boolean; port: number };
  expect(message.ready).to.equal(true);
  return message.port;
};

const refused = async (args: readonly string[]): Promise<readonly [number | null, string]> => {
  const child = start(args);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  await once(child, 'close');
  return [child.exitCode, stderr];
};

describe('local model: a process of its own', () => {
  it('says when it is ready, serves, and ends with 0 on SIGTERM', async () => {
    const child = start(['--port', '0']);
    const port = await readyPort(child);
    expect((await fetch(`http://127.0.0.1:${String(port)}/health`)).status).to.equal(200);
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    expect(child.exitCode).to.equal(0);
  });

  it('ends when its parent is gone', async () => {
    const child = start(['--port', '0'], { AIDESIGN_WATCHDOG: '1' });
    await readyPort(child);
    const closed = once(child, 'close');
    child.stdin.end();
    await closed;
    expect(child.exitCode).to.equal(0);
  });

  it('keeps a second one off its port', async () => {
    const child = start(['--port', '0']);
    const port = await readyPort(child);
    const [code, stderr] = await refused(['--port', String(port)]);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(code).to.equal(3);
    expect(stderr).to.match(/^local model: .*EADDRINUSE/);
  });

  it('says how it is used', async () => {
    expect(await refused([])).to.deep.equal([2, 'local model: usage: --port N [--host H]\n']);
  });
});
