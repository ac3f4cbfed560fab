import { expect } from 'chai';
import { askedBy, limitsOf, type Asked } from '#api/rates/which-limit.js';
import { createSubjects } from '#platform/rates/subject.js';

const counterOf = limitsOf(
  { anonymous: 60, reads: 600, writes: 120, ai: 20, apiKey: { free: 30, pro: 100, enterprise: 500 } },
  createSubjects(new Uint8Array(32).fill(3)),
);

describe('the limit a request falls under', () => {
  it('S6 is one for all API keys of an account', () => {
    const sender = { kind: 'apiKey', accountId: 7, plan: 'free' } as const;
    const asked: Asked[] = ['read', 'write', 'ai'];
    const counters = asked.map((one) => JSON.stringify(counterOf(sender, one)));
    expect(new Set(counters)).to.have.property('size', 1);
  });

  for (const [plan, most] of [
    ['free', 30],
    ['pro', 100],
    ['enterprise', 500],
  ] as const)
    it(`lets API keys of an account on ${plan} ask ${most} times a minute`, () => {
      const { limit } = counterOf({ kind: 'apiKey', accountId: 7, plan }, 'read');
      expect(limit).to.include({ most, seconds: 60 });
    });

  it('names no address', () => {
    const { subject } = counterOf({ kind: 'anonymous', address: '192.0.2.7' }, 'read');
    expect(subject).to.match(/^[\da-f]{32}$/);
  });

  it('is that of reading for HEAD as for GET', () => {
    expect([askedBy('GET', undefined), askedBy('HEAD', undefined)]).to.deep.equal(['read', 'read']);
  });
});
