import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter } from 'node:path';
import { expect } from 'chai';
import { FAKE_NPM, LOCK, createProject, createReadyProject, type Project } from './project.js';

const INSTALLED = 'node_modules/.package-lock.json';

describe('the preparation of a checkout that is ready', () => {
  let project: Project;
  before(async () => {
    project = await createReadyProject();
  });
  after(() => project.remove());

  it('prints nothing', async () => {
    expect(await project.run()).to.deep.equal({ code: 0, stdout: '', stderr: '' });
  });

  it('runs neither npm nor the compiler', async () => {
    await project.run();
    expect([project.npmCalls(), project.builds()]).to.deep.equal([[], 0]);
  });

  it('does not mind packages that only other systems need', () => {
    expect(project.has('node_modules/for-elsewhere')).to.equal(false);
  });
});

describe('the preparation of a fresh checkout', () => {
  let project: Project;
  beforeEach(() => {
    project = createProject();
  });
  afterEach(() => project.remove());

  it('installs exactly the lock file, then builds', async () => {
    await project.run();
    expect([project.npmCommands(), project.builds()]).to.deep.equal([['ci'], 1]);
  });

  it('says in two lines what takes time', async () => {
    const { stdout } = await project.run();
    expect(stdout).to.equal(
      'Installing dependencies (the first time this takes about half a minute) ...\nBuilding ...\n',
    );
  });

  it('installs development packages although NODE_ENV is production', async () => {
    await project.run({ NODE_ENV: 'production', npm_config_omit: 'dev' });
    const [call] = project.npmCalls();
    expect(call?.options).to.include.members(['--include=dev', '--include=optional']);
    expect(call?.env).to.not.have.any.keys('NODE_ENV', 'npm_config_omit');
  });

  it('lets npm use the registry and the proxy of the user', async () => {
    const env = { npm_config_registry: 'http://registry.test/', HTTPS_PROXY: 'http://proxy.test/' };
    await project.run(env);
    expect(project.npmCalls()[0]?.env).to.include(env);
  });

  it('uses the npm of the PATH when another package manager started it', async () => {
    project.write('bin/npm', `#!/bin/sh\nexec '${process.execPath}' '${FAKE_NPM}' "$@"\n`);
    chmodSync(project.path('bin/npm'), 0o755);
    const path = [project.path('bin'), process.env['PATH']].join(delimiter);
    await project.run({ npm_execpath: 'pnpm.cjs', PATH: path });
    expect(project.npmCommands()).to.deep.equal(['ci']);
  });
});

describe('the preparation of a checkout whose packages differ from the lock file', () => {
  let project: Project;
  beforeEach(async () => {
    project = await createReadyProject();
  });
  afterEach(() => project.remove());

  const expectInstall = async (): Promise<void> => {
    await project.run();
    expect(project.npmCommands()).to.deep.equal(['ci']);
  };

  const lockAlso = (packages: object): void =>
    project.write('package-lock.json', JSON.stringify({ packages: { ...LOCK.packages, ...packages } }));

  it('installs when a version differs', async () => {
    lockAlso({ 'node_modules/koa': { version: '3.4.0', integrity: 'sha512-b' } });
    await expectInstall();
  });

  it('installs when development packages were left out', async () => {
    const { packages } = JSON.parse(readFileSync(project.path(INSTALLED), 'utf8')) as typeof LOCK;
    const { 'node_modules/typescript-native': _left, ...others } = packages;
    project.write(INSTALLED, JSON.stringify({ packages: others }));
    await expectInstall();
  });

  it('installs when a package was removed by hand', async () => {
    rmSync(project.path('node_modules/koa'), { recursive: true });
    await expectInstall();
  });

  it('installs when npm was killed while it wrote its notes', async () => {
    project.write(INSTALLED, '{"packages": {"node_mod');
    await expectInstall();
  });

  it('accepts what npm itself leaves out, until the lock file changes', async () => {
    lockAlso({ 'node_modules/left': { version: '1.0.0', optional: true, os: [process.platform] } });
    await project.run({ FAKE_NPM_LEAVES_OUT: 'node_modules/left' });
    await project.run();
    expect(project.npmCommands()).to.deep.equal(['ci']);
    lockAlso({ 'node_modules/left': { version: '1.0.1', optional: true, os: [process.platform] } });
    await project.run();
    expect(project.npmCommands()).to.deep.equal(['ci', 'ci']);
  });
});

describe('the preparation of a checkout whose node_modules is a link', () => {
  let project: Project;
  let other: Project;
  beforeEach(async () => {
    other = await createReadyProject();
    project = createProject();
    symlinkSync(other.path('node_modules'), project.path('node_modules'));
  });
  afterEach(async () => {
    await project.remove();
    await other.remove();
  });

  it('uses it when it is complete', async () => {
    await project.run();
    expect([project.npmCalls(), project.builds()]).to.deep.equal([[], 1]);
  });

  it('uses it as it is when it differs: an install would empty the folder of others', async () => {
    rmSync(other.path('node_modules/koa'), { recursive: true });
    const { stdout } = await project.run();
    expect(stdout).to.include(
      'node_modules is a link and differs from package-lock.json; it is used as it is.',
    );
    expect(project.npmCalls()).to.deep.equal([]);
  });

  it('asks to install at its end when nothing is there', async () => {
    rmSync(other.path('node_modules'), { recursive: true });
    mkdirSync(other.path('node_modules'));
    const { code, stderr } = await project.run();
    expect([code, stderr]).to.deep.equal([
      1,
      'node_modules is a link to a folder without dependencies: run npm ci where it points to.\n',
    ]);
  });
});
