import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import {
  emptyPostgresForTests,
  logForTests,
  postgresForTests,
  type TestDatabase,
} from '#test/support/services.js';
import { runCli } from './support/cli-process.js';

const CHECKPOINT = `
insert into checkpoints (projection, version, active, lock_key, commit_position, prepare_position, event_id, stream,
  revision)
values ('menus', 1, true, 1, 999999999, 999999999, $1, 'menu-none', 0)`;

describe('aidesign doctor', () => {
  let log: string;
  let database: TestDatabase;
  const doctor = (environment: Record<string, string>, ...words: string[]) =>
    runCli(['doctor', ...words], environment);
  const stores = () => ({ EVENTSTORE_URL: log, DATABASE_URL: database.appUrl });

  before(async () => {
    log = (await logForTests()).url;
    database = await postgresForTests();
  });

  it('says what it looked at, and ends with 0 when all is well', async () => {
    expect(await doctor(stores())).to.deep.equal({
      code: 0,
      out: '  ✓ event store answers\n  ✓ database answers\n  ✓ schema is up to date\nAll is well.\n',
      err: '',
    });
  });

  it('ends with 1 when a store does not answer, and says which setting names it', async () => {
    const { code, out } = await doctor({ ...stores(), EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' });
    expect(code).to.equal(1);
    expect(out).to.contain('✗ event store does not answer').and.to.contain('correct EVENTSTORE_URL');
  });

  it('ends with 1 when the database was not migrated', async () => {
    const { ownerUrl } = await emptyPostgresForTests();
    const { code, out } = await doctor({ ...stores(), DATABASE_URL: ownerUrl });
    expect(code).to.equal(1);
    expect(out).to.contain('✗ schema lacks ').and.to.contain('Run: aidesign migrate');
  });

  it('ends with 3 when no stores are known', async () => {
    const { code, err } = await doctor({ DATABASE_URL: database.appUrl });
    expect(code).to.equal(3);
    expect(err).to.contain('set EVENTSTORE_URL and DATABASE_URL');
  });

  it('does not move a checkpoint whose event the log does not have', async () => {
    const client = new pg.Client(database.ownerUrl);
    await client.connect();
    await client.query(CHECKPOINT, [randomUUID()]);
    const { code, out } = await doctor(stores(), '--fix', '--json');
    const { rows } = await client.query('select commit_position::text as at from checkpoints');
    await client.end();
    expect([code, rows]).to.deep.equal([1, [{ at: '999999999' }]]);
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).to.deep.include({
      ...{ check: 'checkpoint', ok: false, fixable: false, subject: 'menus v1' },
      detail: '0@menu-none is not in this log',
    });
  });
});
