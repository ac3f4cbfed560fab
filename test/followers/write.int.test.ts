import { expect } from 'chai';
import fc from 'fast-check';
import type pg from 'pg';
import { fold } from '#followers/fold.js';
import { answersOf, sendPlans } from '#followers/write.js';
import { createPool } from '#platform/postgres/pool.js';
import { applyChanges, type Rows } from '#projections/kit/apply-changes.js';
import { createStatements } from '#projections/kit/ddl.js';
import { PoisonChange } from '#projections/kit/evolve-row.js';
import { projection } from '#projections/kit/projection.js';
import { keyText } from '#projections/kit/table.js';
import type { Change } from '#projections/kit/change.js';
import { changes, others, things } from '#test/support/arbitrary-changes.js';
import { rowsIn, type Tables } from '#test/support/read-models.js';
import { emptyPostgresForTests } from '#test/support/services.js';

const tables = [things, others];
const example = projection({ name: 'things', version: 1, shape: 1, categories: [], tables, on: {} });
const targets = new Map(tables.map((table) => [table.name, { table, physical: `${table.name}_v1` }]));

const inMemory = (batches: readonly (readonly Change[])[]): Tables | 'poison' => {
  try {
    const rows = batches.reduce<Rows>((before, batch) => applyChanges(tables, batch, before), new Map());
    const ordered = tables.map((table) => [
      table.name,
      [...(rows.get(table.name)?.values() ?? [])].sort((one, other) =>
        keyText(table, one) < keyText(table, other) ? -1 : 1,
      ),
    ]);
    return Object.fromEntries(ordered) as Tables;
  } catch (error) {
    if (error instanceof PoisonChange) return 'poison';
    throw error;
  }
};

describe('changes written to Postgres', () => {
  let pool: pg.Pool;
  let client: pg.PoolClient;

  before(async () => {
    pool = createPool({ url: (await emptyPostgresForTests()).ownerUrl, max: 1, applicationName: 'test' });
    client = await pool.connect();
    for (const statement of createStatements(example)) await client.query(statement);
  });

  after(async () => {
    client.release();
    await pool.end();
  });

  const inPostgres = async (batches: readonly (readonly Change[])[]): Promise<Tables | 'poison'> => {
    await client.query('begin');
    try {
      for (const batch of batches) await answersOf(sendPlans(client, fold(targets, batch)));
      return await rowsIn(client, [example]);
    } catch (error) {
      if (error instanceof PoisonChange) return 'poison';
      throw error;
    } finally {
      await client.query('rollback');
    }
  };

  it('leave the rows that the same changes leave in memory', async () => {
    const batches = fc.array(changes, { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(batches, async (wanted) => {
      expect(await inPostgres(wanted)).to.deep.equal(inMemory(wanted));
    });
    await fc.assert(property, { numRuns: 250 });
  });

  it('bug: leave the rows alone when all rows of a scope are given nothing new (SQL without an assignment)', async () => {
    const nothing: readonly Change[] = [{ op: 'patchAll', table: 'things', where: { scope: 1 }, set: {} }];
    expect(await inPostgres([nothing])).to.deep.equal(inMemory([nothing]));
  });
});
