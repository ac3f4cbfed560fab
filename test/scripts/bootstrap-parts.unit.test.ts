import { expect } from 'chai';
import { loadScript } from '#test/support/script.js';

interface Failures {
  describe(error: unknown): string;
  npmFailure(output: string): Error;
  npmCause(output: string): string | undefined;
  buildFailure(output: string): Error;
}
interface Dependencies {
  cleanEnv(env: Readonly<Record<string, string>>): Record<string, string>;
}
interface NodeVersion {
  nodeVersionProblem(version: string, wanted: string): string | undefined;
}

const failures = await loadScript<Failures>('scripts/bootstrap/failure.mjs');
const { cleanEnv } = await loadScript<Dependencies>('scripts/bootstrap/dependencies.mjs');
const { nodeVersionProblem } = await loadScript<NodeVersion>('scripts/bootstrap/node-version.mjs');

const firstLine = (error: unknown): string => failures.describe(error).split('\n')[0] ?? '';

describe('a failed installation', () => {
  const cases: readonly (readonly [situation: string, code: string, advice: RegExp])[] = [
    ['on a full disk', 'ENOSPC', /^The disk is full: free some space/],
    ['over quota', 'EDQUOT', /^The disk is full/],
    ['without a name server', 'EAI_AGAIN', /^The npm registry cannot be reached: check the network/],
    ['with a registry that is down', 'E503', /^The npm registry cannot be reached/],
    ['offline without a cache', 'ENOTCACHED', /^The npm registry cannot be reached/],
    ['behind a proxy with a certificate of its own', 'SELF_SIGNED_CERT_IN_CHAIN', /set NODE_EXTRA_CA_CERTS/],
    ['without credentials', 'E401', /^The npm registry refuses access: check the credentials/],
    ["in somebody else's folder", 'EACCES', /^A file or folder cannot be written: give it to/],
    ['for another reason', 'EINTEGRITY', /^npm could not install the dependencies: see its last lines/],
  ];
  for (const [situation, code, advice] of cases) {
    it(`${situation} says what to do`, () => {
      expect(firstLine(failures.npmFailure(`npm error code ${code}`)))
        .to.match(advice)
        .and.match(/, then run the command again\.$/);
    });
  }

  it('is worth another try when the lock file is refused', () => {
    const output = 'npm error code EUSAGE\nnpm error Missing: x@1.0.0 from lock file';
    expect(failures.npmCause(output)).to.equal(undefined);
  });

  it('shows what npm says, not where npm said it', () => {
    const output = [
      'npm error FetchError: request to http://registry.test/x failed',
      'npm error     at emit (node:events:524:28)',
      "npm error   type: 'system'",
      'npm error }',
      'npm error',
      'npm error If you are behind a proxy, ...',
    ];
    expect(
      failures
        .describe(failures.npmFailure(output.join('\n')))
        .split('\n')
        .slice(1),
    ).to.deep.equal([`  ${output[0]}`, `  ${output[5]}`]);
  });

  it('shows the last twenty lines of npm', () => {
    const output = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`).join('\n\n');
    const lines = failures.describe(failures.npmFailure(output)).split('\n');
    expect([lines.length, lines[1], lines.at(-1)]).to.deep.equal([21, '  line 11', '  line 30']);
  });
});

describe('a failure of the preparation itself', () => {
  it('to build on a full disk says what to do', () => {
    const output = "error TS5033: Could not write file 'dist/a.js': ENOSPC: no space left on device.";
    expect(firstLine(failures.buildFailure(output))).to.match(/^The disk is full/);
  });

  it('to write a file says what to do, then which', () => {
    const error = Object.assign(new Error("EACCES: permission denied, mkdir '.data'"), { code: 'EACCES' });
    expect(failures.describe(error)).to.equal(
      'A file or folder cannot be written: give it to the current user, then run the command again.\n' +
        "  EACCES: permission denied, mkdir '.data'",
    );
  });

  it('that nobody foresaw keeps its message', () => {
    expect(failures.describe(new Error('odd'))).to.equal('The preparation failed: odd');
  });
});

describe('the environment given to npm', () => {
  it('loses what would leave packages out or put them elsewhere', () => {
    const env = {
      NODE_ENV: 'production',
      INIT_CWD: '/x',
      npm_config_omit: 'dev',
      NPM_CONFIG_PRODUCTION: 'true',
      npm_config_global: 'true',
      npm_config_prefix: '/usr',
      npm_config_local_prefix: '/x',
      npm_config_dry_run: 'true',
      npm_config_ignore_scripts: 'true',
      npm_config_workspace: 'x',
      npm_config_package_lock_only: 'true',
      npm_package_name: 'x',
      npm_lifecycle_event: 'prestart',
    };
    expect(cleanEnv(env)).to.deep.equal({});
  });

  it('keeps registry, proxy, cache, certificates and all that is not of npm', () => {
    const env = {
      PATH: '/bin',
      HOME: '/home/x',
      HTTPS_PROXY: 'http://proxy.test',
      npm_config_registry: 'http://registry.test',
      npm_config_https_proxy: 'http://proxy.test',
      npm_config_cache: '/cache',
      npm_config_cafile: '/ca.pem',
      npm_config_userconfig: '/home/x/.npmrc',
      npm_execpath: '/npm-cli.js',
    };
    expect(cleanEnv(env)).to.deep.equal(env);
  });
});

describe('the version of Node.js', () => {
  for (const version of ['20.19.0', '20.20.0', '22.0.0', 'v24.1.0', '21.0.0-nightly']) {
    it(`${version} is new enough for >=20.19`, () => {
      expect(nodeVersionProblem(version, '>=20.19')).to.equal(undefined);
    });
  }

  for (const version of ['20.18.9', '20.9.0', '18.20.0', '8.17.0']) {
    it(`${version} is too old for >=20.19`, () => {
      expect(nodeVersionProblem(version, '>=20.19')).to.equal(
        `Node.js 20.19 or newer is needed, this is ${version}: ` +
          'install it from https://nodejs.org (or: nvm install 22) and run the command again.',
      );
    });
  }
});
