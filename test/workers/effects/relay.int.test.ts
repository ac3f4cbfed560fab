import { expect } from 'chai';
import { createPool } from '#platform/postgres/pool.js';
import type { Ring } from '#integrations/queue/queues.js';
import { createEffectStore } from '#workers/effects/effect-store.js';
import type { Handler } from '#workers/effects/handler.js';
import { startRelay } from '#workers/effects/relay.js';
import { postgresForTests } from '#test/support/services.js';
import { until } from '#test/support/until.js';

const CAUSE = `'shipping', 'ship', '{}', now(), 'parcel-1', 0, gen_random_uuid()`;

const handler: Handler = {
  kind: 'ship',
  queue: 'parcels',
  maxAgeMs: 1_000,
  leaseMs: 1_000,
  maxAttempts: 1,
  backoffMs: () => 0,
  run: async () => undefined,
  giveUp: async () => undefined,
};

describe('the bell', () => {
  let pool: ReturnType<typeof createPool>;

  before(async () => {
    const { appUrl: url } = await postgresForTests();
    pool = createPool({ url, max: 2, applicationName: 'test' });
    await pool.query(
      `insert into checkpoints (projection, version, active, lock_key, caught_up) values ('reactor:shipping', 1, true, 1, true)`,
    );
  });
  after(() => pool.end());
  beforeEach(() => pool.query('delete from effects'));

  const effects = (count: number) =>
    pool.query(
      `insert into effects (key, reactor, kind, ids, since, cause_stream, cause_revision, cause_event)
       select 'ship.' || n, ${CAUSE} from generate_series(1, $1) n`,
      [count],
    );
  /** Rings are noted; Redis is there or not, as told. */
  const ringing = (queue: { reachable: boolean; fails?: number }, ringAgainMs = 60_000) => {
    const rings: Ring[] = [];
    const store = createEffectStore(pool, [handler]);
    const ring = async (_name: string, some: readonly Ring[]): Promise<void> => {
      queue.fails = (queue.fails ?? 0) - 1;
      if (queue.fails >= 0) throw new Error('Redis does not answer.');
      rings.push(...some);
    };
    const warnings: unknown[] = [];
    const relay = startRelay({
      queues: { isReachable: () => queue.reachable, ring },
      store,
      kinds: new Map([['parcels', ['ship']]]),
      times: { sweepMs: 20, ringAgainMs },
      logger: { warn: (...line: unknown[]) => void warnings.push(line) },
    });
    return { relay, rings, warnings };
  };
  const reach = (rings: readonly Ring[], count: number) =>
    until(async () => rings.length >= count || undefined);

  it('rings once for each due row, by key and attempt', async () => {
    await effects(3);
    const { relay, rings } = ringing({ reachable: true });
    await reach(rings, 3);
    await relay.stop();
    expect(rings.map(({ key, attempt }) => `${key}#${attempt}`).sort()).to.deep.equal([
      'ship.1#0',
      'ship.2#0',
      'ship.3#0',
    ]);
  });

  it('rings again for a row nobody took: Redis may have forgotten the job', async () => {
    await effects(1);
    const { relay, rings } = ringing({ reachable: true }, 10);
    await reach(rings, 3);
    await relay.stop();
    expect(new Set(rings.map(({ key }) => key))).to.deep.equal(new Set(['ship.1']));
  });

  it('leaves rows as they are while Redis is away', async () => {
    await effects(1);
    const queue = { reachable: false };
    const { relay, rings } = ringing(queue);
    relay.wake();
    const { rows } = await pool.query('select rung_until from effects');
    expect({ rows, rings }).to.deep.equal({ rows: [{ rung_until: null }], rings: [] });
    queue.reachable = true;
    await reach(rings, 1);
    await relay.stop();
  });

  it('tells once that ringing fails, and goes on trying', async () => {
    await effects(1);
    const { relay, rings, warnings } = ringing({ reachable: true, fails: 3 });
    await reach(rings, 1);
    await relay.stop();
    expect(warnings).to.have.length(1);
  });

  it('has no more than two thousand jobs of a queue in Redis: the table holds all', async () => {
    await effects(2_100);
    const { relay, rings } = ringing({ reachable: true });
    await reach(rings, 2_000);
    relay.wake();
    await relay.stop();
    expect(rings).to.have.length(2_000);
  });
});
