import { expect } from 'chai';
import { slice } from '#test/support/long-slice.js';
import { loadScript } from '#test/support/script.js';
import { MUTATIONS, type Mutation } from './mutations.js';

interface Tried {
  readonly passesBefore: boolean;
  readonly noticed: boolean;
  readonly output: string;
}

const { tryMutation } = await loadScript<{ tryMutation: (mutation: Mutation) => Promise<Tried> }>(
  'scripts/mutations/try-mutation.mjs',
);

describe('one wrong line of the product', function () {
  this.timeout(600_000);

  for (const mutation of slice(MUTATIONS)) {
    it(`is noticed: ${mutation.what}`, async () => {
      const { passesBefore, noticed, output } = await tryMutation(mutation);
      expect(passesBefore, output).to.equal(true);
      expect(noticed, `${mutation.test} passes with it`).to.equal(true);
    });
  }
});
