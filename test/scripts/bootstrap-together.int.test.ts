import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { createProject, type Project, type Started } from './project.js';

const LOCK_FILE = '.data/bootstrap.lock';
const GO = 'go';
// Above the highest pid that Linux gives.
const NOBODY = 2 ** 22 + 1;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const npmPid = async (project: Project): Promise<number> => {
  for (;;) {
    const [call] = project.npmCalls();
    if (call) return call.pid;
    await delay(10);
  }
};

describe('two preparations at once', () => {
  let project: Project;
  let first: Started;
  let second: Started;

  beforeEach(async () => {
    project = createProject();
    const env = { FAKE_NPM_WAIT: project.path(GO) };
    first = project.start(env);
    await first.said('Installing');
    second = project.start(env);
    await second.said('waiting for it');
  });
  afterEach(() => project.remove());

  it('install once, and both succeed', async () => {
    project.write(GO, '');
    const codes = [(await first.ended).code, (await second.ended).code];
    expect([codes, project.npmCommands(), project.builds()]).to.deep.equal([[0, 0], ['ci'], 1]);
  });

  it('tell the one that waits for whom', async () => {
    project.write(GO, '');
    expect((await second.ended).stdout).to.equal(
      `Another process (${first.process.pid}) is preparing the project; waiting for it ...\n`,
    );
  });

  it('go on with the second when the first is interrupted', async () => {
    first.process.kill('SIGTERM');
    await second.said('Installing');
    project.write(GO, '');
    expect((await second.ended).code).to.equal(0);
  });

  it('go on with the second when the first is killed', async () => {
    const pid = await npmPid(project);
    first.process.kill('SIGKILL');
    process.kill(pid);
    await second.said('Installing');
    project.write(GO, '');
    expect((await second.ended).code).to.equal(0);
  });

  it('do not fail when somebody removes the data folder', async () => {
    await npmPid(project);
    rmSync(project.path('.data'), { recursive: true });
    project.write(GO, '');
    expect((await first.ended).code).to.equal(0);
  });
});

describe('the lock of a preparation that died', () => {
  let project: Project;
  beforeEach(() => {
    project = createProject();
    project.write(LOCK_FILE, String(NOBODY));
  });
  afterEach(() => project.remove());

  it('is taken over without a word', async () => {
    const { code, stdout } = await project.run();
    expect([code, stdout.split(' ')[0]]).to.deep.equal([0, 'Installing']);
  });

  it('is gone at the end', async () => {
    await project.run();
    expect(project.has(LOCK_FILE)).to.equal(false);
  });
});

describe('a preparation whose npm does not listen to signals', () => {
  it('kills it', async () => {
    const project = createProject();
    const started = project.start({ FAKE_NPM_WAIT: project.path(GO), FAKE_NPM_ENDS_AFTER_MS: '60000' });
    const npm = await npmPid(project);
    started.process.kill('SIGINT');
    expect([(await started.ended).code, isRunning(npm)]).to.deep.equal([130, false]);
    await project.remove();
  });
});

describe('a preparation that is interrupted', () => {
  let project: Project;
  let started: Started;
  let npm: number;
  beforeEach(async () => {
    project = createProject();
    started = project.start({ FAKE_NPM_WAIT: project.path(GO), FAKE_NPM_ENDS_AFTER_MS: '200' });
    npm = await npmPid(project);
  });
  afterEach(() => project.remove());

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    it(`by ${signal} ends npm, then itself with code ${code}`, async () => {
      started.process.kill(signal);
      expect([(await started.ended).code, isRunning(npm)]).to.deep.equal([code, false]);
    });
  }

  it('twice, as by Ctrl-C from the terminal and from npm, still waits for the end of npm', async () => {
    started.process.kill('SIGINT');
    started.process.kill('SIGINT');
    expect([(await started.ended).code, isRunning(npm)]).to.deep.equal([130, false]);
  });

  it('leaves no lock and tries no other way to install', async () => {
    expect(readFileSync(project.path(LOCK_FILE), 'utf8')).to.equal(String(started.process.pid));
    started.process.kill('SIGINT');
    await started.ended;
    expect([project.has(LOCK_FILE), project.npmCommands()]).to.deep.equal([false, ['ci']]);
  });
});
