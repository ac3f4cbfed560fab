import { expect } from 'chai';
import pg from 'pg';
import type { EffectStore } from '#workers/effects/effect-store.js';
import { createEffectStore } from '#workers/effects/effect-store.js';
import type { Handler } from '#workers/effects/handler.js';
import { postgresForTests } from '#test/support/services.js';

const KIND = 'parcel';
const handler: Handler = {
  ...{ kind: KIND, queue: KIND, maxAgeMs: 3_600_000, leaseMs: 30_000, maxAttempts: 3 },
  backoffMs: () => 0,
  run: () => Promise.resolve(),
  giveUp: () => Promise.resolve(),
};

const FILL = `
insert into effects (key, reactor, kind, ids, since, cause_stream, cause_revision, cause_event)
select 'parcel.' || n, 'post', '${KIND}', '{}', now(), 'parcel-' || n, 0, gen_random_uuid()
from generate_series(1, $1::int) as n`;

const CAUGHT_UP = `
insert into checkpoints (projection, version, active, lock_key, caught_up)
values ('reactor:post', 1, true, 1, true)`;

/** Entries of indexes and rows of tables this connection has read so far. */
const READ = `
select (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'effects')
  + (select seq_tup_read from pg_stat_user_tables where relname = 'effects') as read`;

describe('the rows of effects', () => {
  let db: pg.Client;
  let store: EffectStore;

  const readSoFar = async (): Promise<number> => {
    await db.query('select pg_stat_force_next_flush()');
    const { rows } = await db.query<{ read: string }>(READ);
    return Number(rows[0]?.read);
  };
  const stateOf = async (key: string): Promise<unknown> =>
    (await db.query('select state, attempt from effects where key = $1', [key])).rows[0];

  before(async () => {
    const { ownerUrl } = await postgresForTests();
    db = new pg.Client(ownerUrl);
    await db.connect();
    await db.query(FILL, [2_000]);
    await db.query(CAUGHT_UP);
    store = createEffectStore(db, [handler]);
  });
  after(() => db.end());

  it('are found by their keys, however many are open and unknown to the planner', async () => {
    await store.due([KIND], 2_000);
    const before = await readSoFar();
    for (let n = 1; n <= 10; n += 1) {
      const taken = await store.take(`parcel.${String(n)}`);
      if (taken) await store.done(taken);
    }
    expect(await stateOf('parcel.10')).to.deep.equal({ state: 'done', attempt: 1 });
    expect((await readSoFar()) - before).to.be.within(10, 500);
  });

  it('are done by the last of two attempts one process tells of at once', async () => {
    const key = 'parcel.100';
    await store.take(key);
    await db.query('update effects set next_at = now() where key = $1', [key]);
    await store.take(key);
    const busy = store.done({ key: 'parcel.101', attempt: 1 });
    await Promise.all([busy, store.done({ key, attempt: 1 }), store.done({ key, attempt: 2 })]);
    expect(await stateOf(key)).to.deep.equal({ state: 'done', attempt: 2 });
  });

  it('are not done by an attempt that lost its lease', async () => {
    const key = 'parcel.200';
    const first = await store.take(key);
    await db.query('update effects set next_at = now() where key = $1', [key]);
    await store.take(key);
    if (first) await store.done(first);
    expect(await stateOf(key)).to.deep.equal({ state: 'running', attempt: 2 });
  });
});
