import { expect } from 'chai';
import { fuzz, startFuzzed, stopFuzzed, type Fuzzed } from './run.js';

describe('S4 S7 S13 every route of the document, asked anything', function () {
  this.timeout(120_000);
  let fuzzed: Fuzzed;
  before(async () => {
    fuzzed = await startFuzzed();
  });
  after(() => stopFuzzed(fuzzed));

  it('answers as it declares: no error of its own, nothing undeclared, and it answers', async () => {
    expect(await fuzz(fuzzed, 6, 600)).to.deep.equal([]);
  });

  it('goes on answering after that', async () => {
    expect((await fetch(`${fuzzed.url}/health/ready`)).status).to.equal(200);
  });
});
