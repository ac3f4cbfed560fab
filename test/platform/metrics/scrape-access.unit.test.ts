import { expect } from 'chai';
import { mayScrape } from '#platform/metrics/scrape-access.js';

const from = (address: string, headers: Readonly<Record<string, string>> = {}) => ({
  address,
  header: (name: string): string => headers[name] ?? '',
});

describe('reading numbers without a token set', () => {
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    it(`is allowed on the machine itself: ${address}`, () => {
      expect(mayScrape(undefined, from(address))).to.equal(true);
    });

  for (const address of ['192.0.2.7', '2001:db8::7', ''])
    it(`is refused from elsewhere: ${address === '' ? 'nowhere' : address}`, () => {
      expect(mayScrape(undefined, from(address))).to.equal(false);
    });

  it('is refused whatever address a header names', () => {
    const headers = { 'x-forwarded-for': '127.0.0.1', host: 'localhost' };
    expect(mayScrape(undefined, from('192.0.2.7', headers))).to.equal(false);
  });

  for (const name of ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'])
    it(`is refused to whoever comes through a proxy of this machine: ${name}`, () => {
      expect(mayScrape(undefined, from('127.0.0.1', { [name]: '192.0.2.7' }))).to.equal(false);
    });
});

describe('reading numbers with a token set', () => {
  const token = '0123456789abcdef';

  it('is allowed to whoever sends it, from anywhere', () => {
    const headers = { authorization: `Bearer ${token}`, via: '1.1 proxy' };
    expect(mayScrape(token, from('192.0.2.7', headers))).to.equal(true);
  });

  for (const sent of ['', token, `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `bearer  ${token}`])
    it(`is refused to anybody else, on this machine too: ${JSON.stringify(sent)}`, () => {
      expect(mayScrape(token, from('127.0.0.1', { authorization: sent }))).to.equal(false);
    });
});
