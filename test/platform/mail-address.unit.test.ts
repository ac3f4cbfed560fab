import { expect } from 'chai';
import fc from 'fast-check';
import { isMailAddress, mailAddressIn } from '#platform/mail-address.js';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 20 });

describe('a mail address', () => {
  it('may have every letter of the alphabet, k and s included (a regular expression once excluded them)', () => {
    for (const letter of LETTERS) expect(isMailAddress(`${letter}@example.org`), letter).to.equal(true);
  });

  it('of letters and digits is one', () => {
    fc.assert(fc.property(word, word, (name, host) => isMailAddress(`${name}@${host}.org`)));
  });

  for (const text of ['', 'ada', 'a@b@c', 'a b@c.org', 'a,b@c.org', 'é@c.org', 'a@-c.org', 'a\r\n@c.org']) {
    it(`is not ${JSON.stringify(text)}`, () => expect(isMailAddress(text)).to.equal(false));
  }

  it('longer than a mail server takes is none', () => {
    expect(isMailAddress(`${'a'.repeat(250)}@c.org`)).to.equal(false);
  });

  it('can have a name before it', () => {
    const named = { name: 'Ada King', address: 'ask@example.com' };
    expect(mailAddressIn('Ada King <ask@example.com>')).to.deep.equal(named);
  });
});
