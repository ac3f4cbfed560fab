import { expect } from 'chai';
import type { KnownFollower, KnownFollowers } from '#followers/known/watch.js';
import type { DetailedHealthDeps } from '#api/routes/health-detailed.js';
import { routeTable } from '#api/route-table.js';
import { bearer, startApi, storesOfNothing, tokensOf, type Api } from './support.js';

const follower: KnownFollower = {
  ...{ kind: 'projection', name: 'projects', version: 3, role: 'live', state: 'live' },
  ...{ position: '120', eventsHandled: 40, perSecond: 2.5, restarts: 0, lastError: null },
  lag: { events: 0, exact: true, seconds: 0 },
  parked: { streams: 0, events: 0 },
};

const knownWith = (facts: Partial<KnownFollower> = {}): KnownFollowers => ({
  at: '2026-02-08T10:00:00.000Z',
  log: { reachable: true, head: { position: '120', at: '2026-02-08T09:59:59.000Z' }, latencyMs: 2 },
  followers: [{ ...follower, ...facts }],
});

type Health = DetailedHealthDeps['health'];

const never = (): Promise<never> => new Promise<never>(() => undefined);
const answers = (): Promise<undefined> => Promise.resolve(undefined);

const TOKEN = 'a-token-for-metrics';

interface Answer {
  readonly status: string;
  readonly components: Readonly<Record<string, { readonly status: string }>>;
  readonly checks: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  readonly [more: string]: unknown;
}

describe('the detailed health', () => {
  let api: Api | undefined;

  const serve = async (health: Partial<Health> = {}): Promise<Api> => {
    const stores = storesOfNothing();
    const probes = {
      ...{ event_log: answers, database: answers, storage: answers },
      redis: () => Promise.resolve({ workers: 1 }),
    };
    const known = { probes, followers: () => Promise.resolve(knownWith()), ...health };
    api = await startApi({ routes: routeTable({ ...stores, health: { ...stores.health, ...known } }) });
    return api;
  };
  const ask = async (served: Api, headers: Readonly<Record<string, string>> = bearer(TOKEN)) => {
    const response = await served.call('/api/health/detailed/', { headers });
    return { status: response.status, body: (await response.json()) as Answer };
  };

  afterEach(async () => {
    await api?.stop();
    api = undefined;
  });

  it('is healthy when every part is, under both names the contract knows', async () => {
    const { status, body } = await ask(await serve());
    expect(status).to.equal(200);
    expect(body.status).to.equal('healthy');
    expect(body.components).to.deep.include({ celery: { status: 'ok', workers: 1 } });
    expect(body.checks).to.deep.equal({
      ...{ event_log: 'ok', database: 'ok', redis: 'ok', celery: 'ok', storage: 'ok' },
      ...{ revocation: 'ok', followers: 'ok' },
    });
  });

  it('is degraded while this process hears nothing of sessions that are ended, and says since when', async () => {
    const since = '2026-02-08T08:30:00.000Z';
    const { status, body } = await ask(await serve({ deafSince: () => Date.parse(since) }));
    expect({ status, verdict: body.status }).to.deep.equal({ status: 503, verdict: 'degraded' });
    expect(body.components['revocation']).to.deep.equal({ status: 'degraded', deaf_since: since });
  });

  it('tells operators of every follower', async () => {
    const { body } = await ask(await serve());
    expect(body['followers']).to.deep.equal([
      {
        ...{ kind: 'projection', name: 'projects', version: 3, role: 'live', state: 'live' },
        ...{ position: '120', events_handled: 40, events_per_second: 2.5, restarts: 0, last_error: null },
        lag: { events: 0, exact: true, seconds: 0 },
        parked: { streams: 0, events: 0 },
      },
    ]);
  });

  it('is unhealthy without the database, within its time, whatever else hangs', async () => {
    const database = (): Promise<never> => Promise.reject(new Error('password of the database'));
    const served = await serve({
      probes: { event_log: answers, database, redis: never, storage: answers },
      followers: never,
    });
    const { status, body } = await ask(served);
    expect({ status, verdict: body.status }).to.deep.equal({ status: 503, verdict: 'unhealthy' });
    expect(body.checks).to.include({ database: 'unreachable', redis: 'unreachable', followers: 'degraded' });
    expect(JSON.stringify(body)).not.to.contain('password');
  });

  const sick: readonly (readonly [string, Partial<KnownFollower>, string])[] = [
    ['nobody works on', { state: 'stopped' }, 'nobody works on it'],
    ['is far behind the log', { lag: { events: 9, exact: true, seconds: 90 } }, 'is 90 s behind'],
    ['has parked something', { parked: { streams: 2, events: 5 } }, 'has parked 2 streams'],
    ['fails', { lastError: { code: '53100', at: '2026-02-08T10:00:00.000Z', over: false } }, 'fails: 53100'],
  ];
  for (const [what, facts, complaint] of sick) {
    it(`is degraded while there is a live follower that ${what}`, async () => {
      const { status, body } = await ask(await serve({ followers: () => Promise.resolve(knownWith(facts)) }));
      expect({ status, verdict: body.status }).to.deep.equal({ status: 503, verdict: 'degraded' });
      expect(body.errors).to.deep.equal([`projects v3: ${complaint}`]);
    });
  }

  it('is degraded without any worker', async () => {
    const redis = () => Promise.resolve({ workers: 0 });
    const probes = { event_log: answers, database: answers, redis, storage: answers };
    expect((await ask(await serve({ probes }))).body.checks).to.include({ celery: 'degraded' });
  });

  it('tells anybody else no more than which part is well', async () => {
    const followers = () => Promise.resolve(knownWith({ state: 'stopped' }));
    const { body } = await ask(await serve({ followers }), {});
    expect(Object.keys(body)).to.have.members(
      'status version timestamp components checks latencies_ms errors'.split(' '),
    );
    expect(body.errors).to.deep.equal([]);
  });

  it('tells an admin everything, and any other account nothing more', async () => {
    const { access } = await tokensOf();
    const admin = await ask(await serve({ rolesOf: () => Promise.resolve(['admin']) }), bearer(access));
    expect(admin.body).to.have.property('followers');
    await api?.stop();
    const other = await ask(await serve({ rolesOf: () => Promise.resolve(['analyst']) }), bearer(access));
    expect(other.body).not.to.have.property('followers');
  });
});
