import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';

/** Faults this product is proved against, by the number under which their tests are found. */
const FAULTS = {
  F2: 'a projector killed between two statements of a batch',
  F3: 'a COMMIT whose connection is cut before the answer',
  F7: 'a rebuild killed at each of its steps',
  F9: 'Postgres is down',
  F10: 'the event log is down',
  F12: 'a store that says nothing and does not break off',
  F13: 'a follower slower than what is written',
  F14: 'an event that can never be handled',
  F15: 'two followers of one projection',
  F16: 'the advisory lock is lost',
  F17: 'the log was restored from an older backup',
  F18: 'hints of the server that lie',
  F19: 'a full disk, no connection left, serialization failures, deadlocks, wrong clocks',
  F21: 'many registrations of one address at once',
} as const;

const titles = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join('test', name), 'utf8'))
  .flatMap((text) => [...text.matchAll(/\bdescribe\(\s*['"`](F\d+)\b/g)].map(([, number]) => number));

describe('every fault', () => {
  for (const [number, fault] of Object.entries(FAULTS)) {
    it(`has a test that begins with its number: ${number}, ${fault}`, () => {
      expect(titles).to.include(number);
    });
  }

  it('that a test names is in this list', () => {
    expect([...new Set(titles)].sort()).to.deep.equal(Object.keys(FAULTS).sort());
  });
});
