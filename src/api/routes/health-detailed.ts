import { loadavg } from 'node:os';
import type { GrantedRole } from '#domain/account/roles.js';
import type { KnownFollowers } from '#followers/known/watch.js';
import { isoNow, type Clock } from '#platform/clock.js';
import { mayScrape } from '#platform/metrics/scrape-access.js';
import { within } from '#platform/within.js';
import {
  followerComplaints,
  presentFollower,
  verdictOf,
  type Component,
  type Health,
} from '../present/health.js';
import { route, type ApiRequest, type Route } from '../route.js';
import { detailedHealth } from '../schemas/health.js';

/** Answers, or rejects when its service does not; undefined: there is nothing to ask. */
export type Probe = () => Promise<{ readonly workers?: number } | undefined>;

export interface DetailedHealthDeps {
  readonly clock: Clock;
  readonly version: string;
  readonly health: {
    /** By component; undefined: it is not configured here. */
    readonly probes: Readonly<Record<'event_log' | 'database' | 'redis' | 'storage', Probe | undefined>>;
    readonly followers: () => Promise<KnownFollowers>;
    readonly rolesOf: (accountId: number) => Promise<readonly GrantedRole[]>;
    /** Who sends it may see everything. */
    readonly token: string | undefined;
    readonly environment: string;
    readonly hasModel: boolean;
    /** Since when this process does not hear which sessions end (milliseconds since 1970); null: it does. */
    readonly deafSince: () => number | null;
  };
}

/** Milliseconds one part may take. */
const PART_MS = 2_500;

type Sources = DetailedHealthDeps['health'];

const componentOf = async (
  probe: Probe | undefined,
): Promise<{ component: Component; workers?: number | undefined }> => {
  if (!probe) return { component: { status: 'not_configured' } };
  const started = performance.now();
  try {
    const facts = await within(PART_MS, probe());
    const component = { status: 'ok', latency_ms: Math.round(performance.now() - started) } as const;
    return { component, workers: facts?.workers };
  } catch {
    // Why is for the log of the process that has to do with it; here it counts that it is so.
    return { component: { status: 'unreachable', latency_ms: null } };
  }
};

/** The queues' workers: connected to Redis, as Redis says. */
const celeryOf = (redis: Component, workers: number | undefined): Component => {
  if (redis.status !== 'ok') return { status: redis.status, workers: null };
  return { status: workers === 0 ? 'degraded' : 'ok', workers: workers ?? null };
};

/** Whatever it knew is in force meanwhile; only what ended since is not. */
const revocationOf = (deafSince: number | null): Component =>
  deafSince === null
    ? { status: 'ok', deaf_since: null }
    : { status: 'degraded', deaf_since: new Date(deafSince).toISOString() };

const componentsOf = async ({ probes, deafSince }: Sources, complaints: readonly string[]) => {
  const [log, database, redis, storage] = await Promise.all([
    componentOf(probes.event_log),
    componentOf(probes.database),
    componentOf(probes.redis),
    componentOf(probes.storage),
  ]);
  return {
    event_log: log.component,
    database: database.component,
    redis: redis.component,
    celery: celeryOf(redis.component, redis.workers),
    storage: storage.component,
    revocation: revocationOf(deafSince()),
    followers: { status: complaints.length === 0 ? 'ok' : 'degraded' } as Component,
  };
};

type Asked = ApiRequest<undefined, undefined, undefined>;

/** Operators of the machine, whoever has the token for metrics, and admins; without the log nobody is an admin. */
const seesAll = async ({ token, rolesOf }: Sources, { caller, header }: Asked): Promise<boolean> => {
  if (mayScrape(token, { address: caller.ip, header })) return true;
  if (caller.accountId === null) return false;
  const roles = await within(PART_MS, rolesOf(caller.accountId)).catch((): readonly GrantedRole[] => []);
  return roles.includes('admin');
};

const insightsOf = ({ environment, hasModel }: Sources, known: KnownFollowers | undefined) => ({
  environment,
  debug: false,
  system: {
    node: process.versions.node,
    uptime_seconds: Math.round(process.uptime()),
    memory_bytes: process.memoryUsage.rss(),
    load: loadavg(),
  },
  ai_services: { model: hasModel ? ('configured' as const) : ('not_configured' as const) },
  ...(known && { event_log: { head: known.log.head }, followers: known.followers.map(presentFollower) }),
});

const healthNow = async (deps: DetailedHealthDeps, request: Asked): Promise<Health> => {
  const { health, clock, version } = deps;
  const [known, all] = await Promise.all([
    within(PART_MS, health.followers()).catch(() => undefined),
    seesAll(health, request),
  ]);
  const complaints = followerComplaints(known);
  const components: Record<string, Component> = await componentsOf(health, complaints);
  const each = <T>(value: (component: Component) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(components).map(([name, one]) => [name, value(one)]));
  const silent = Object.keys(components).filter((name) => components[name]?.status === 'unreachable');
  return {
    status: verdictOf(components),
    version,
    timestamp: isoNow(clock),
    components,
    checks: each(({ status }) => status),
    latencies_ms: each(({ latency_ms: latency = null }) => latency),
    errors: [...silent.map((name) => `${name} is unreachable`), ...(all ? complaints : [])],
    ...(all ? insightsOf(health, known) : {}),
  };
};

/** The health of every part (api-contract §3). Public; what would help an attacker is for operators. */
export const detailedHealthRoute = (deps: DetailedHealthDeps): Route =>
  route({
    method: 'GET',
    paths: ['/api/health/detailed', '/health/detailed'],
    absolute: true,
    name: 'health.detailed',
    summary: 'How every part is; more of it for operators and admins',
    tag: 'Health',
    policy: 'public',
    recognises: true,
    responses: { 200: detailedHealth, 503: detailedHealth },
    handle: async (request) => {
      const body = await healthNow(deps, request);
      return { status: body.status === 'healthy' ? 200 : 503, body };
    },
  });
