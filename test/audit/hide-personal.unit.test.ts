import { expect } from 'chai';
import { hidePersonal, showPersonal } from '#audit/hide-personal.js';

const stored = {
  accountId: 5,
  email: { $p: 1, s: 5, k: 0, v: 'ada@example.org' },
  profile: { $p: 1, s: 5, k: 3, v: 'c2VjcmV0' },
  plan: 'free',
};

describe('personal values of a stored event', () => {
  it('are hidden, readable or not', () => {
    expect(hidePersonal(stored)).to.deep.equal({
      accountId: 5,
      email: '‹personal›',
      profile: '‹personal›',
      plan: 'free',
    });
  });

  it('are shown as far as they are stored readably', () => {
    expect(showPersonal(stored)).to.deep.equal({
      accountId: 5,
      email: 'ada@example.org',
      profile: '‹encrypted›',
      plan: 'free',
    });
  });
});
