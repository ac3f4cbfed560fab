import { expect } from 'chai';
import fc from 'fast-check';
import { clientAddress, isNetwork, networkOf } from '#platform/client-address.js';

const from = (remoteAddress: string, forwarded?: string, more: Record<string, string> = {}) => ({
  socket: { remoteAddress },
  headers: { ...more, ...(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }) },
});

const PROXIES = ['10.0.0.0/8', 'fd00::/8'];
const anything = fc.oneof(fc.ipV4(), fc.ipV6(), fc.string(), fc.constantFrom('unknown', '', '_hidden', '::'));
const outside = fc.ipV4().filter((address) => !address.startsWith('10.'));
const inside = fc.ipV4().map((address) => address.replace(/^\d+/, '10'));

describe('S6 the address of a client, without a proxy', () => {
  const addressOf = clientAddress([]);

  it('is the one of the connection, whatever headers say', () => {
    fc.assert(
      fc.property(outside, anything, (remote, said) => {
        const more = { forwarded: `for=${said}`, 'x-real-ip': said, 'true-client-ip': said };
        expect(addressOf(from(remote, said, more))).to.equal(remote);
      }),
    );
  });

  it('is the IPv4 one where it came mapped into IPv6', () => {
    expect(addressOf(from('::ffff:192.0.2.7'))).to.equal('192.0.2.7');
  });

  it('is empty when the connection is gone', () => {
    expect(addressOf({ socket: {}, headers: {} })).to.equal('');
  });
});

describe('S6 the address of a client, behind listed proxies', () => {
  const addressOf = clientAddress(PROXIES);

  it('is what the outermost listed proxy saw, whatever the client wrote before it', () => {
    fc.assert(
      fc.property(inside, fc.array(anything), outside, fc.array(inside), (remote, forged, client, chain) => {
        const header = [...forged, client, ...chain].join(', ');
        expect(addressOf(from(remote, header))).to.equal(client);
      }),
    );
  });

  it('is the one of the connection when that is none of them', () => {
    fc.assert(
      fc.property(outside, fc.array(anything), (remote, forged) => {
        expect(addressOf(from(remote, forged.join(',')))).to.equal(remote);
      }),
    );
  });

  it('is the last good one before an entry that is no address', () => {
    expect(addressOf(from('10.0.0.1', '192.0.2.1, garbage, 10.0.0.2'))).to.equal('10.0.0.2');
  });

  it('is the same in every spelling of it', () => {
    const spellings = ['2001:db8::1', '2001:0DB8:0:0:0:0:0:1', '[2001:db8::1]', '[2001:db8::1]:443'];
    const seen = spellings.map((spelling) => addressOf(from('fd00::5', spelling)));
    expect(new Set(seen)).to.deep.equal(new Set(['2001:db8::1']));
  });

  it('passes proxies that are written as IPv4 in IPv6', () => {
    expect(addressOf(from('::ffff:10.1.1.1', '192.0.2.9, ::ffff:a02:203'))).to.equal('192.0.2.9');
  });
});

describe('the network of a client', () => {
  it('is its /64 in IPv6, however it hops in it', () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 1, max: 0xffff }), (address, last) => {
        const whole = clientAddress([])(from(address));
        fc.pre(whole.includes(':'));
        const network = networkOf(whole);
        const neighbour = clientAddress([])(from(network.replace('::/64', `:0:1:2:${last.toString(16)}`)));
        expect(networkOf(neighbour)).to.equal(network);
      }),
    );
  });

  it('is the address itself in IPv4', () => {
    expect(networkOf('192.0.2.7')).to.equal('192.0.2.7');
  });
});

describe('a list of proxies', () => {
  for (const good of ['10.0.0.0/8', '192.0.2.1', '::1', 'fd00::/8', '0.0.0.0/0'])
    it(`may name ${good}`, () => {
      expect(isNetwork(good)).to.equal(true);
    });
  for (const bad of [
    '10.0.0.0/33',
    '10.0.0/8',
    'localhost',
    '::1/129',
    '1.2.3.4/',
    '1.2.3.4/8/8',
    'fe80::1%eth0',
  ])
    it(`may not name ${bad}`, () => {
      expect(isNetwork(bad)).to.equal(false);
    });
});
