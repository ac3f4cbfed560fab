import { expect } from 'chai';
import { hmacSha256, sha256 } from '#platform/hash.js';

describe('SHA-256', () => {
  it('of "abc" is the example of FIPS 180', () => {
    expect(sha256('abc')).to.equal('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('of nothing is that of the empty text', () => {
    expect(sha256(new Uint8Array())).to.equal(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('reads texts as UTF-8', () => {
    expect(sha256('ü')).to.equal(sha256(new Uint8Array([0xc3, 0xbc])));
  });
});

describe('HMAC-SHA-256', () => {
  it('of the first case of RFC 4231 is as given there', () => {
    const key = new Uint8Array(20).fill(0x0b);
    expect(hmacSha256(key, 'Hi There')).to.equal(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
  });

  it('depends on the key', () => {
    expect(hmacSha256(new Uint8Array([1]), 'a')).to.not.equal(hmacSha256(new Uint8Array([2]), 'a'));
  });
});
