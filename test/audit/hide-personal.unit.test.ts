import { expect } from 'chai';
import { hidePersonal, showPersonal, subjectsIn } from '#audit/hide-personal.js';

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

describe('a hash of a password', () => {
  it('is shown to nobody', () => {
    const credential = { $p: 1, s: 5, k: 0, v: '$argon2id$v=19$m=19456' };
    expect(showPersonal({ credential })).to.deep.equal({ credential: '‹secret›' });
  });
});

describe('the persons in some records', () => {
  it('are named once each, in order', () => {
    const of = (...ids: number[]) => ({
      data: Object.fromEntries(ids.map((s, index) => [`f${index}`, { $p: 1, s, k: 0, v: 'x' }])),
    });
    expect(subjectsIn([of(9, 7), of(7), of(), { data: null }])).to.deep.equal([7, 9]);
  });
});
