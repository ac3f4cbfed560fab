import { expect } from 'chai';
import { retryAfterMs } from '#integrations/model/retry-after.js';

const NOW = new Date('2026-03-01T12:00:00.000Z');

describe('the wait a server asks for', () => {
  const CASES: [string | null, number | undefined][] = [
    [null, undefined],
    ['', undefined],
    ['soon', undefined],
    ['0', 0],
    ['1.5', 1_500],
    ['120', 120_000],
    ['86400', 600_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['Mon, 01 Mar 2027 12:00:00 GMT', 600_000],
  ];
  for (const [header, expected] of CASES) {
    it(`is ${String(expected)} ms for ${JSON.stringify(header)}`, () => {
      expect(retryAfterMs(header, NOW)).to.equal(expected);
    });
  }
});
