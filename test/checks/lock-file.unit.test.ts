import { readFileSync } from 'node:fs';
import { expect } from 'chai';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Locked>>;
};

/** Folders in which a package at `path` finds others, the nearest first. */
const reachable = (path: string): readonly string[] => {
  const steps = path.split('/node_modules/');
  const nested = steps.map((_, index) => steps.slice(0, steps.length - index).join('/node_modules/'));
  return [...(path === '' ? [] : nested.map((folder) => `${folder}/node_modules/`)), 'node_modules/'];
};

const missing = (path: string, { dependencies, devDependencies, optionalDependencies }: Locked): string[] =>
  Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter((name) => !reachable(path).some((folder) => `${folder}${name}` in packages))
    .map((name) => `${path || 'package.json'}: ${name}`);

describe('the lock file', () => {
  it('bug: npm ci refused it, as it lacked what other platforms need', () => {
    expect(Object.entries(packages).flatMap(([path, locked]) => missing(path, locked))).to.deep.equal([]);
  });

  it('asks for what package.json asks for', () => {
    const asked = JSON.parse(readFileSync('package.json', 'utf8')) as Locked;
    expect(packages['']?.dependencies).to.deep.equal(asked.dependencies);
    expect(packages['']?.devDependencies).to.deep.equal(asked.devDependencies);
  });
});
