import { expect } from 'chai';
import type pg from 'pg';
import { fold } from '#followers/fold.js';
import { openSession, type Session } from '#followers/session.js';
import { projectionSubject } from '#followers/subject.js';
import { answersOf, sendPlans } from '#followers/write.js';
import { createPool } from '#platform/postgres/pool.js';
import { patch } from '#projections/kit/change.js';
import { createStatements } from '#projections/kit/ddl.js';
import { projection } from '#projections/kit/projection.js';
import { bigint, table, text } from '#projections/kit/table.js';
import { postgresForTests } from '#test/support/services.js';

const marks = table({
  name: 'marks',
  columns: { id: text, mark: bigint },
  key: ['id'],
  writers: { single: 'mark' },
});
const example = projection({
  name: 'marks',
  version: 1,
  shape: 1,
  categories: ['mark'],
  tables: [marks],
  on: {},
});
const ROWS = 3_000;

describe('rows a follower writes', () => {
  let pool: pg.Pool;
  let session: Session | undefined;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).ownerUrl, max: 1, applicationName: 'test' });
    for (const statement of createStatements(example)) await pool.query(statement);
    await pool.query(
      `insert into marks_v1 select 'mark ' || n, 0 from generate_series(1, ${String(ROWS)}) n`,
    );
    session = await openSession({
      ...{ pool, source: { find: () => Promise.resolve([projectionSubject(example)]) }, durable: false },
      ...{ signal: new AbortController().signal, onStandby: () => undefined },
    });
  });
  after(async () => {
    session?.close();
    await pool.end();
  });

  const scanned = async (): Promise<number> => {
    const client = session?.client ?? pool;
    await client.query('select pg_stat_force_next_flush()');
    const READ = `select seq_tup_read::int as read from pg_stat_user_tables where relname = 'marks_v1'`;
    return (await client.query<{ read: number }>(READ)).rows[0]?.read ?? -1;
  };

  it('are found by their key, although the planner does not know yet how many there are', async () => {
    const before = await scanned();
    const changes = [7, 70, 700].map((n) => patch(marks, { id: `mark ${String(n)}` }, { mark: n }));
    const targets = new Map([['marks', { table: marks, physical: 'marks_v1' }]]);
    if (session) await answersOf(sendPlans(session.client, fold(targets, changes)));
    expect((await scanned()) - before).to.equal(0);
    const { rows } = await (session?.client ?? pool).query('select sum(mark)::int as sum from marks_v1');
    expect(rows).to.deep.equal([{ sum: 777 }]);
  });
});
