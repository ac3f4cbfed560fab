// What the API process knows of the health of the whole: probes of every store, the followers, and the numbers
// Prometheus reads of them. Everything has a client of its own that may fail without harm to requests.
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import type pg from 'pg';
import type { HealthDeps } from '#api/routes/health.js';
import type { Probe } from '#api/routes/health-detailed.js';
import type { MetricsDeps } from '#api/routes/metrics.js';
import { rolesOf } from '#commands/accounts/change-roles.js';
import { createFollowerWatch, type FollowerWatch } from '#followers/known/watch.js';
import { connectTo, createLogConnection } from '#followers/log-connection.js';
import { modelSettings } from '#integrations/model/model-settings.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { effectMetrics } from '#platform/metrics/effect-metrics.js';
import { knownMetrics } from '#platform/metrics/known-metrics.js';
import { poolMetrics } from '#platform/metrics/pool-metrics.js';
import type { Registry } from '#platform/metrics/registry.js';
import { connectRedis } from '#platform/redis/connect-redis.js';
import { shared, within } from '#platform/within.js';
import { PROJECTIONS } from '#projections/index.js';
import { effectCounts } from '#workers/effects/effect-counts.js';
import { REACTORS } from '#workers/index.js';
import { folderOf, needed, type Stores } from './main-stores.js';

/** So often it is noted how much followers have handled: their speed is known when somebody asks. */
const SAMPLE_MS = 10_000;
const SCRAPE_MS = 3_000;
const FRESH_MS = 1_000;

export interface HealthSetup {
  readonly config: Config;
  readonly logger: Logger;
  readonly stores: Stores;
  readonly pool: pg.Pool;
  readonly registry: Registry;
  readonly checks: Readonly<Record<'event_log' | 'database', () => Promise<void>>>;
  /** Since when what ends sessions is not heard. */
  readonly deafSince: () => number | null;
}

const openWatch = ({ config, logger, stores: { closing }, pool: db }: HealthSetup): FollowerWatch => {
  const onError = (error: unknown): void => logger.warn({ err: error }, 'closing a look at the log failed');
  const connection = createLogConnection(connectTo(needed(config, 'EVENTSTORE_URL')), onError);
  closing.add('looks at the log', () => connection.close());
  const watch = createFollowerWatch({
    ...{ db, projections: PROJECTIONS, reactors: REACTORS },
    log: () => connection.client(),
    onLogLost: () => connection.renew(),
  });
  const sampling = setInterval(() => {
    watch
      .sample()
      .catch((error: unknown) => logger.debug({ err: error }, 'followers could not be looked at'));
  }, SAMPLE_MS);
  closing.add('looks at followers', () => clearInterval(sampling));
  return watch;
};

/** Every worker process has one connection of this name. */
const WORKER_CLIENT = / name=aidesign:queues /;

const redisProbe = ({ config, logger, stores: { closing } }: HealthSetup): Probe | undefined => {
  const url = config.CELERY_BROKER_URL ?? config.REDIS_URL;
  if (url === undefined) return undefined;
  const client = connectRedis({ url, name: 'aidesign:health', use: 'commands', logger });
  closing.add('redis probe', () => client.disconnect());
  return async () => {
    const clients = String(await client.client('LIST'));
    return { workers: clients.split('\n').filter((line) => WORKER_CLIENT.test(line)).length };
  };
};

const asProbe =
  (check: () => Promise<void>): Probe =>
  async () => {
    await check();
    return undefined;
  };

/** Undefined instead of a failure, and instead of an answer that comes too late: the rest is told. */
const ifKnown = <T>(ask: () => Promise<T>) =>
  shared(FRESH_MS, () => within(SCRAPE_MS, ask()).catch((): T | undefined => undefined));

/** What the routes for health and metrics are given. */
export const openHealth = (
  setup: HealthSetup,
): Pick<HealthDeps, 'health' | 'checks'> & MetricsDeps & { readonly watch: FollowerWatch } => {
  const { config, stores, pool, registry, checks, deafSince } = setup;
  const watch = openWatch(setup);
  poolMetrics(registry, { api: pool });
  knownMetrics(
    registry,
    ifKnown(() => watch.look()),
  );
  effectMetrics(
    registry,
    ifKnown(() => effectCounts(pool)),
  );
  const blobs = folderOf(config, config.BLOB_URL, 'blobs');
  const token = config.METRICS_TOKEN;
  return {
    watch,
    checks,
    health: {
      probes: {
        event_log: asProbe(checks.event_log),
        database: asProbe(checks.database),
        redis: redisProbe(setup),
        storage: asProbe(() => access(blobs, constants.W_OK)),
      },
      followers: () => watch.look(),
      rolesOf: (accountId) => rolesOf(stores.commands, accountId),
      token,
      environment: config.NODE_ENV,
      hasModel: modelSettings(config) !== undefined,
      deafSince,
    },
    metrics: { token, type: registry.contentType, text: () => registry.metrics() },
  };
};
