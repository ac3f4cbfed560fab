import { expect } from 'chai';
import type pg from 'pg';
import { createPool } from '#platform/postgres/pool.js';
import { emptyPostgresForTests } from '#test/support/services.js';

describe('a value read from Postgres', () => {
  let pool: pg.Pool;

  before(async () => {
    pool = createPool({ url: (await emptyPostgresForTests()).appUrl, max: 1, applicationName: 'test' });
  });

  after(() => pool.end());

  const read = async (expression: string): Promise<unknown> =>
    (await pool.query<{ value: unknown }>(`select ${expression} as value`)).rows[0]?.value;

  it('is a number when it is a bigint', async () => {
    expect(await read('9007199254740991::bigint')).to.equal(9_007_199_254_740_991);
  });

  it('is a number when it is a count', async () => {
    expect(await read('count(*)')).to.equal(1);
  });

  it('is a number when it is a sum of numbers', async () => {
    expect(await read('sum(7::bigint)')).to.equal(7);
  });

  it('is a list of numbers when it is a list of bigints', async () => {
    expect(await read(`'{1,NULL,3}'::bigint[]`)).to.deep.equal([1, null, 3]);
  });

  it('is refused when a number would not be exact', async () => {
    const error = await read('9007199254740993::bigint').catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(RangeError);
  });

  it('is UTC text with milliseconds when it is an instant', async () => {
    expect(await read(`'2026-02-08 10:00+02'::timestamptz`)).to.equal('2026-02-08T08:00:00.000Z');
  });
});
