import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { loadScript } from '#test/support/script.js';
import { MUTATIONS, type Mutation } from './mutations.js';

const { mutationsPage } = await loadScript<{ mutationsPage: () => string }>('scripts/mutations.mjs');

describe('the list of mutations', () => {
  it('is what test/mutations.md shows', () => {
    expect(readFileSync('test/mutations.md', 'utf8')).to.equal(mutationsPage());
  });

  it('names tests that are there', () => {
    const isThere = ({ test, it: title = '' }: Mutation): boolean => {
      const file = join('test', `${test}.test.ts`);
      return existsSync(file) && readFileSync(file, 'utf8').includes(title);
    };
    const missing = MUTATIONS.filter((one) => !isThere(one));
    expect(missing).to.deep.equal([]);
  });

  it('edits what is in the code exactly once', () => {
    const times = ({ file, find }: Mutation): number =>
      readFileSync(join('dist', 'src', file), 'utf8').split(find).length - 1;
    expect(MUTATIONS.filter((one) => times(one) !== 1).map(({ what }) => what)).to.deep.equal([]);
  });
});
