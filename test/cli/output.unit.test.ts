import { expect } from 'chai';
import { createOutput } from '#cli/output.js';

const paintedWith = (isTTY: boolean, environment: Record<string, string>): string => {
  const sink = { write: () => undefined, isTTY };
  return createOutput({ out: sink, err: sink }, environment).paint('green', 'yes');
};

describe('colours', () => {
  it('are there on a terminal', () => {
    expect(paintedWith(true, {})).to.equal('\u001b[32myes\u001b[39m');
  });

  it('are not there in a pipe', () => {
    expect(paintedWith(false, {})).to.equal('yes');
  });

  it('are not there when NO_COLOR is set', () => {
    expect(paintedWith(true, { NO_COLOR: '1' })).to.equal('yes');
  });

  it('are not there on a dumb terminal', () => {
    expect(paintedWith(true, { TERM: 'dumb' })).to.equal('yes');
  });
});
