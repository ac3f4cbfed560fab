import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { ChildStartError } from '#embedded/supervise/errors.js';
import { openLog } from '#embedded/supervise/log-file.js';
import { spawnNode } from '#embedded/supervise/spawn-node.js';

const STAY = 'setInterval(() => {}, 1000);';
const READY = `console.log(JSON.stringify({ ready: true, port: 7 }));`;
const imported = (name: string) => JSON.stringify(import.meta.resolve(`#embedded/supervise/${name}.js`));

describe('a script run in a Node process of its own', () => {
  let folder: string;
  const logFile = () => join(folder, 'child.log');
  const script = async (body: string, name = 'child'): Promise<string> => {
    const file = join(folder, `${name}.mjs`);
    await writeFile(file, body);
    return file;
  };
  const run = async (body: string, more: { readyTimeoutMs?: number; stopTimeoutMs?: number } = {}) =>
    spawnNode({ name: 'child', script: await script(body), logFile: logFile(), ...more });
  const failureOf = async (body: string, readyTimeoutMs = 20_000): Promise<ChildStartError> => {
    const error = await run(body, { readyTimeoutMs }).catch((reason: unknown) => reason);
    if (error instanceof ChildStartError) return error;
    throw new Error('expected a ChildStartError');
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aidesign-spawn-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('hands over what it says when it is ready', async () => {
    const child = await run(`console.log('warming up'); console.log('{"odd'); ${READY} ${STAY}`);
    await child.stop();
    expect(child.ready).to.deep.equal({ ready: true, port: 7 });
  });

  it('ends by SIGTERM when it is stopped', async () => {
    const child = await run(`process.on('SIGTERM', () => process.exit(0)); ${READY} ${STAY}`);
    await child.stop();
    expect(await child.exited).to.include({ code: 0, signal: null });
  });

  it('is killed when it does not listen to SIGTERM', async () => {
    const child = await run(`process.on('SIGTERM', () => {}); ${READY} ${STAY}`, { stopTimeoutMs: 50 });
    await child.stop();
    expect(await child.exited).to.include({ code: null, signal: 'SIGKILL' });
  });

  it('tells its code and last lines when it ends before it is ready', async () => {
    const error = await failureOf(`console.error('no such host'); process.exitCode = 3;`);
    expect({ message: error.message, code: error.code, tail: error.logTail }).to.deep.equal({
      message: 'child ended before it was ready (code 3): no such host',
      code: 3,
      tail: ['no such host'],
    });
  });

  it('is killed when it is not ready in time', async () => {
    expect((await failureOf(STAY, 300)).message).to.equal('child was not ready within 0.3 s');
  });

  it('leaves its last fifty lines, of both outputs', async () => {
    const child = await run(
      `${READY} for (let i = 0; i < 60; i++) console.error('line ' + i); process.exitCode = 1;`,
    );
    const { code, logTail } = await child.exited;
    expect({ code, count: logTail.length, last: logTail.at(-1) }).to.deep.equal({
      code: 1,
      count: 50,
      last: 'line 59',
    });
  });

  it('has its output added to the log', async () => {
    await writeFile(logFile(), 'before\n');
    const child = await run(`${READY} console.error('after');`);
    await child.exited;
    expect(await readFile(logFile(), 'utf8')).to.match(/^before\n[^]*after\n/);
  });

  it('is in a process group of its own, which a Ctrl-C in our terminal does not reach', async () => {
    const child = await run(`${READY} ${STAY}`);
    const groupExists = process.kill(-child.pid, 0);
    await child.stop();
    expect(groupExists).to.equal(true);
  });

  it('notices that its parent was killed, and stops', async () => {
    const done = join(folder, 'done');
    const body = [
      `import { writeFileSync } from 'node:fs';`,
      `import { whenOrphaned } from ${imported('when-orphaned')};`,
      `const stay = setInterval(() => {}, 1000);`,
      `whenOrphaned(() => { console.log('stopping'); writeFileSync(${JSON.stringify(done)}, ''); clearInterval(stay); });`,
      READY,
    ];
    const options = JSON.stringify({ name: 'c', script: await script(body.join('\n')), logFile: logFile() });
    const parentBody = `import { spawnNode } from ${imported('spawn-node')};\nconsole.log((await spawnNode(${options})).pid);`;
    const parent = spawn(process.execPath, [await script(parentBody, 'parent')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(parent.stdout, 'data');
    parent.kill('SIGKILL');
    await untilGone(Number(String(pid)));
    expect(await readFile(done, 'utf8')).to.equal('');
  });

  it('starts a new log when the old one has grown too long', async () => {
    await writeFile(logFile(), 'a long story');
    openLog(logFile(), 5);
    expect(await readFile(`${logFile()}.1`, 'utf8')).to.equal('a long story');
  });
});

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const untilGone = async (pid: number): Promise<void> => {
  const deadline = Date.now() + 25_000;
  while (alive(pid)) {
    if (Date.now() > deadline) throw new Error('the child lives on');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
