import { expect } from 'chai';
import fc from 'fast-check';
import { Deque } from '#embedded/redis/values/deque.js';
import { globMatches } from '#embedded/redis/values/glob.js';
import { SortedSet } from '#embedded/redis/values/sorted-set.js';

type Step = readonly ['push' | 'unshift' | 'pop' | 'shift', string];
const steps = fc.array(
  fc.tuple(
    fc.constantFrom('push', 'unshift', 'push', 'unshift', 'pop', 'shift'),
    fc.string({ maxLength: 3 }),
  ),
  { maxLength: 200 },
);

const act = (list: Deque | string[], [name, item]: Step): unknown => {
  if (name === 'push' || name === 'unshift') {
    list[name](item);
    return undefined;
  }
  return list[name]();
};

const moves = fc.array(
  fc.record({
    member: fc.nat(3000).map(String),
    score: fc.integer({ min: -20, max: 20 }),
    remove: fc.boolean(),
  }),
  { minLength: 800, maxLength: 3000 },
);

describe('redis: a list in memory', () => {
  it('does what an array does', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const deque = new Deque();
        const array: string[] = [];
        for (const step of given) expect(act(deque, step)).to.equal(act(array, step));
        expect(deque.slice(0, deque.length)).to.deep.equal(array);
      }),
    );
  });
});

describe('redis: a sorted set in memory', () => {
  it('is in order of score and member after any changes, and knows every rank', () => {
    fc.assert(
      fc.property(moves, (given) => {
        const zset = new SortedSet();
        const model = new Map<string, number>();
        for (const { member, score, remove } of given) {
          if (remove) expect(zset.delete(member)).to.equal(model.delete(member));
          else {
            zset.put(member, score);
            model.set(member, score);
          }
        }
        const order = [...model]
          .sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
          .map(([member]) => member);
        expect(zset.entries().map(({ member }) => member)).to.deep.equal(order);
        expect(order.map((member) => zset.rank(member))).to.deep.equal([...order.keys()]);
      }),
      { numRuns: 10 },
    );
  });
});

describe('redis: a pattern', () => {
  const cases: readonly (readonly [pattern: string, text: string, fits: boolean])[] = [
    ['*', '', true],
    ['a*c', 'abbc', true],
    ['a*c', 'abcd', false],
    ['a?c', 'abc', true],
    ['[a-c]x', 'bx', true],
    ['[^a-c]x', 'bx', false],
    ['\\*', '*', true],
    ['\\*', 'a', false],
    ['[\\]]', ']', true],
    ['bull:*:id', 'bull:mail:id', true],
  ];
  for (const [pattern, text, fits] of cases)
    it(`${pattern} ${fits ? 'fits' : 'does not fit'} "${text}"`, () => {
      expect(globMatches(pattern, text)).to.equal(fits);
    });

  it('with many stars takes no time to speak of', () => {
    expect(globMatches('*a'.repeat(50), 'a'.repeat(49))).to.equal(false);
  });
});
