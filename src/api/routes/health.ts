import { z } from 'zod';
import { isoNow, type Clock } from '#platform/clock.js';
import { route, type Route } from '../route.js';
import { instant } from '../schemas/common.js';
import { detailedHealthRoute, type DetailedHealthDeps } from './health-detailed.js';

const VERSION = '2.0.0';

/** Each check resolves when its service answers and rejects when it does not. */
export interface HealthDeps extends Omit<DetailedHealthDeps, 'version'> {
  readonly clock: Clock;
  readonly checks: Readonly<Record<string, () => Promise<void>>>;
}

const verdict = z.enum(['ok', 'unreachable']);

const outcomes = async (checks: HealthDeps['checks']): Promise<Record<string, 'ok' | 'unreachable'>> => {
  const results = Object.entries(checks).map(async ([name, check]) => {
    const outcome = await check().then(
      () => 'ok' as const,
      () => 'unreachable' as const,
    );
    return [name, outcome] as const;
  });
  return Object.fromEntries(await Promise.all(results));
};

const plain = (deps: HealthDeps, paths: readonly string[], status: 'healthy' | 'alive'): Route =>
  route({
    method: 'GET',
    paths,
    absolute: true,
    name: status === 'healthy' ? 'health' : 'health.live',
    summary: status === 'healthy' ? 'The server answers' : 'The process runs',
    tag: 'Health',
    policy: 'public',
    rate: 'none',
    responses: {
      200: z.strictObject({ status: z.literal(status), version: z.string(), timestamp: instant }),
    },
    handle: () =>
      Promise.resolve({ status: 200, body: { status, version: VERSION, timestamp: isoNow(deps.clock) } }),
  });

const readiness = z.strictObject({
  status: z.enum(['ready', 'not_ready']),
  checks: z.record(z.string(), verdict),
  errors: z.array(z.string()),
  timestamp: instant,
});

/** Routes of api-contract §3 that tell whether the server lives and can work. */
export const healthRoutes = (deps: HealthDeps): readonly Route[] => [
  plain(deps, ['/api/health', '/health', '/api/v1/health', '/v1/health'], 'healthy'),
  plain(deps, ['/health/live', '/api/health/live'], 'alive'),
  route({
    method: 'GET',
    paths: ['/health/ready', '/api/health/ready'],
    absolute: true,
    name: 'health.ready',
    summary: 'Everything the server needs answers',
    tag: 'Health',
    policy: 'public',
    rate: 'none',
    responses: { 200: readiness, 503: readiness },
    handle: async () => {
      const checks = await outcomes(deps.checks);
      const failed = Object.keys(checks).filter((name) => checks[name] !== 'ok');
      const errors = failed.map((name) => `${name} is unreachable`);
      const status = failed.length === 0 ? 'ready' : 'not_ready';
      const body = { status, checks, errors, timestamp: isoNow(deps.clock) };
      return { status: failed.length === 0 ? 200 : 503, body };
    },
  }),
  detailedHealthRoute({ ...deps, version: VERSION }),
];
