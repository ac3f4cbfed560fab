import { expect } from 'chai';
import { createProject, type Project } from './project.js';

const REFUSED = 'npm error code EUSAGE\nnpm error Missing: @x/y-darwin-arm64@1.0.0 from lock file';
const DISK_FULL = 'npm error code ENOSPC';

describe('the preparation when npm fails', () => {
  let project: Project;
  beforeEach(() => {
    project = createProject();
  });
  afterEach(() => project.remove());

  it('tries npm install without saving when npm ci refuses the lock file', async () => {
    const { code } = await project.run({ FAKE_NPM_CI: REFUSED });
    expect([code, project.npmCommands()]).to.deep.equal([0, ['ci', 'install --no-save']]);
  });

  it('gives up with one line and the last lines of npm when that fails too', async () => {
    const failure = 'npm error first\nnpm error last';
    const { code, stderr } = await project.run({ FAKE_NPM_CI: REFUSED, FAKE_NPM_INSTALL: failure });
    expect([code, stderr]).to.deep.equal([
      1,
      'npm could not install the dependencies: see its last lines below, then run the command again.\n' +
        '  npm error first\n  npm error last\n',
    ]);
  });

  it('does not try again what no command of npm can change', async () => {
    await project.run({ FAKE_NPM_CI: DISK_FULL });
    expect(project.npmCommands()).to.deep.equal(['ci']);
  });

  it('does not build', async () => {
    await project.run({ FAKE_NPM_CI: DISK_FULL });
    expect(project.builds()).to.equal(0);
  });

  it('installs at the next start', async () => {
    await project.run({ FAKE_NPM_CI: DISK_FULL });
    expect((await project.run()).code).to.equal(0);
  });

  it('says that npm is missing', async () => {
    const { code, stderr } = await project.run({ npm_execpath: '', PATH: project.path('src') });
    expect([code, stderr]).to.deep.equal([
      1,
      'npm was not found: install Node.js with npm, then run the command again.\n',
    ]);
  });

  it('says that the lock file is damaged', async () => {
    project.write('package-lock.json', '<<<<<<< ours');
    const { code, stderr } = await project.run();
    expect([code, stderr]).to.deep.equal([
      1,
      'package-lock.json is missing or damaged: restore it (git checkout package-lock.json), ' +
        'then run the command again.\n',
    ]);
  });

  it('on a Node.js that is too old only says which one is needed', async () => {
    project.write('package.json', JSON.stringify({ engines: { node: '>=99.1' } }));
    const { code, stdout, stderr } = await project.run();
    expect([code, stdout, project.npmCalls()]).to.deep.equal([1, '', []]);
    expect(stderr).to.match(
      /^Node\.js 99\.1 or newer is needed, this is \d+\.\d+\.\d+: install it from .*\n$/,
    );
  });
});
