import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { expect } from 'chai';

interface Bom {
  readonly bomFormat: string;
  readonly components: readonly { readonly name: string; readonly version: string }[];
}

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

  it('runs as nobody in particular, in an image without what only tests and builds need', () => {
    const last = stages.at(-1) ?? '';
    expect(last).to.match(/^USER node$/m);
    expect(dockerfile).to.include('npm ci --omit=dev');
    expect(last).to.not.include('npm ci');
  });
});
