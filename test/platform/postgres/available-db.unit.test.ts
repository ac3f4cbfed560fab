import { expect } from 'chai';
import { AppError } from '#platform/app-error.js';
import { availableDb } from '#platform/postgres/available-db.js';

const failing = (error: Error) => availableDb({ query: () => Promise.reject(error) });
const coded = (code: string): Error => Object.assign(new Error('some failure'), { code });

const outcome = (error: Error): Promise<unknown> =>
  failing(error)
    .query('select 1')
    .catch((thrown: unknown) => thrown);

describe('a database that cannot be asked', () => {
  for (const code of ['57P01', '57P03', '08006', '53300', 'ECONNREFUSED', 'ECONNRESET']) {
    it(`bug: answers 503, not 500, for ${code} (Postgres killed under a read)`, async () => {
      const thrown = await outcome(coded(code));
      expect(thrown).to.be.instanceOf(AppError);
      expect((thrown as AppError).code).to.equal('service_unavailable');
    });
  }

  it('answers 503 when the connection ended without a code', async () => {
    expect(await outcome(new Error('Connection terminated unexpectedly'))).to.be.instanceOf(AppError);
  });

  for (const code of ['42P01', '23505', '22003']) {
    it(`does not hide a refused statement (${code})`, async () => {
      expect(await outcome(coded(code))).to.not.be.instanceOf(AppError);
    });
  }
});
