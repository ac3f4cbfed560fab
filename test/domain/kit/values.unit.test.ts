import { expect } from 'chai';
import type { z } from 'zod';
import { digest, instant, integerId } from '#domain/kit/values.js';

const accepts = (schema: z.ZodType, values: readonly unknown[]): readonly boolean[] =>
  values.map((value) => schema.safeParse(value).success);

describe('an id', () => {
  it('is a positive integer that JSON keeps exact', () => {
    expect(accepts(integerId, [1, 2 ** 40, Number.MAX_SAFE_INTEGER])).to.deep.equal([true, true, true]);
  });

  it('is nothing else', () => {
    expect(accepts(integerId, [0, -1, 1.5, 2 ** 53, '7', NaN])).not.to.include(true);
  });
});

describe('an instant', () => {
  it('is written as toISOString writes it', () => {
    expect(accepts(instant, [new Date(0).toISOString()])).to.deep.equal([true]);
  });

  it('has milliseconds and is in UTC, so that instants sort as text', () => {
    const others = ['2026-02-08T08:00:00Z', '2026-02-08T08:00:00.000+01:00', '2026-02-08', ''];
    expect(accepts(instant, others)).not.to.include(true);
  });
});

describe('a digest', () => {
  it('is 64 lower-case hexadecimal digits', () => {
    const digits = 'a0'.repeat(32);
    const all = [digits, digits.toUpperCase(), digits.slice(1), `${digits}0`, `${digits}\n`];
    expect(accepts(digest, all)).to.deep.equal([true, false, false, false, false]);
  });
});
