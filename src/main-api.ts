// The API process: REST over the commands and the read models. Needs the log, Postgres, the blobs and the
// vault by URL.
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '#api/app.js';
import { createHttpServer } from '#api/http-server.js';
import { routeTable } from '#api/route-table.js';
import { createPlaces } from '#api/waiting/places.js';
import { rolesOf } from '#commands/accounts/change-roles.js';
import { createFindKey } from '#commands/api-keys/find-key.js';
import { createKeyUses, type KeyUses } from '#commands/api-keys/key-uses.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { createSignInFailed } from '#commands/sessions/failed-sign-in.js';
import { createHistory } from '#audit/history.js';
import { newestEvent } from '#eventlog/newest-event.js';
import { withTimer } from '#eventlog/unavailable.js';
import { createProgress } from '#followers/progress.js';
import { clientAddress, reachedByTls } from '#platform/client-address.js';
import { systemClock } from '#platform/clock.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger, type Logger } from '#platform/logger.js';
import { httpMetrics } from '#platform/metrics/http-metrics.js';
import { availableDb } from '#platform/postgres/available-db.js';
import { createPool } from '#platform/postgres/pool.js';
import { viewedDb } from '#platform/postgres/viewer.js';
import { onShutdown, type Closing } from '#platform/shutdown.js';
import { openConsole } from './main-console.js';
import { announceReady, reportFailedStart } from './main-process.js';
import { openHealth } from './main-health.js';
import { openStanding, type StandingSetup } from './main-standing.js';
import { openOAuth } from './main-oauth.js';
import { openNews } from './main-news.js';
import { openObserving } from './main-observing.js';
import { checkSecondWall } from './main-second-wall.js';
import { openRefusals } from './main-refusals.js';
import { openRates } from './main-rates.js';
import { needed, openStores, type Stores } from './main-stores.js';

const DRAIN_MS = 10_000;
const IDLE_MS = 50;
const CHECK_MS = 2_000;

export interface RunningApi {
  readonly port: number;
  close(): Promise<void>;
}

const listen = (server: Server, config: Config): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, () => resolve((server.address() as AddressInfo).port));
  });

/** Stops accepting, lets running requests end and their connections with them, and cuts what is left after a while. */
const drain = (server: Server): Promise<void> =>
  new Promise((resolve, reject) => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_MS);
    server.close((error) => {
      clearTimeout(cut);
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
    server.closeIdleConnections();
  });

const checksOf = ({ client }: Stores, pool: ReturnType<typeof createPool>) => ({
  event_log: async () => {
    await newestEvent(client, CHECK_MS, () => undefined);
  },
  database: async () => {
    await withTimer(pool.query('select 1'), CHECK_MS);
  },
});

/** As a role that was checked. */
const openPool = async (
  config: Config,
  closing: Closing,
  logger: Logger,
): Promise<ReturnType<typeof createPool>> => {
  const pool = createPool({
    url: needed(config, 'DATABASE_URL'),
    max: config.DATABASE_POOL_MAX,
    applicationName: 'aidesign-api',
    walled: true,
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('database pool', () => pool.end());
  await checkSecondWall({ db: pool, config, logger, closing });
  return pool;
};

/** What of the settings is about requests and answers. */
const frameOf = (config: Config) => ({
  settleTimeoutMs: config.SETTLE_TIMEOUT_MS,
  handlingMs: config.REQUEST_TIMEOUT_SECONDS * 1000,
  bodyLimitBytes: config.BODY_LIMIT_MB * 1024 * 1024,
  corsOrigins: config.CORS_ORIGINS,
  publicOrigin: config.PUBLIC_URL === undefined ? undefined : new URL(config.PUBLIC_URL).origin,
  production: config.NODE_ENV === 'production',
  clientAddress: clientAddress(config.TRUSTED_PROXIES),
  reachedByTls: config.SECURE_SSL_REDIRECT ? reachedByTls(config.TRUSTED_PROXIES) : undefined,
});

const serve = async (answer: RequestListener, config: Config, closing: Closing): Promise<number> => {
  const server = createHttpServer(answer);
  const port = await listen(server, config);
  closing.add('http server', () => drain(server));
  return port;
};

const openKeyUses = ({ commands, closing }: Stores, logger: Logger): KeyUses => {
  const uses = createKeyUses({ ...commands, clock: systemClock, logger });
  closing.add('uses of API keys', () => uses.close());
  return uses;
};

const openProgress = (
  pool: ReturnType<typeof createPool>,
  config: Config,
  { closing, logger }: { readonly closing: Closing; readonly logger: Logger },
): ReturnType<typeof createProgress> => {
  const connectionString = needed(config, 'DATABASE_URL');
  const progress = createProgress({ pool, connectionString, notify: config.NOTIFY, logger });
  closing.add('progress', () => progress.close());
  return progress;
};

/** The commands of a process that people sign in to. */
const recordingFailures = ({ commands }: Stores, logger: Logger): CommandDeps => {
  const onError = (error: unknown): void =>
    logger.warn({ err: error }, 'a failed sign-in could not be recorded');
  return { ...commands, signInFailed: createSignInFailed(commands, onError) };
};

/** By what people and programs are let in, and how often. */
const openAccess = (stores: Stores, setup: Omit<StandingSetup, 'stores'>) => {
  const { commands } = stores;
  return {
    rolesOf: (accountId: number) => rolesOf(commands, accountId),
    requestPepper: commands.secrets.requestPepper,
    tokenKeys: commands.secrets.tokenKeys,
    onRefused: openRefusals(stores, setup),
    ...openStanding({ ...setup, stores }),
    apiKeys: {
      find: createFindKey({ ...commands, clock: systemClock }),
      uses: openKeyUses(stores, setup.logger),
    },
  };
};

/** Starts serving. The caller closes it; opening order is undone in reverse. */
export const startApi = async (config: Config, logger: Logger): Promise<RunningApi> => {
  const observing = await openObserving(config, 'api');
  const { registry, tracing, reporting } = observing;
  const stores = await openStores(config, logger, observing);
  const { closing } = stores;
  const commands = recordingFailures(stores, logger);
  const pool = await openPool(config, closing, logger);
  const progress = openProgress(pool, config, { closing, logger });
  const limits = await openRates({ config, logger, stores, registry });
  const places = createPlaces(config.AI_WAITING_MAX);
  const access = openAccess(stores, { config, logger, pool, registry });
  const deps = {
    ...commands,
    ...{ db: availableDb(viewedDb(pool)), clock: systemClock },
    history: createHistory(() => Promise.resolve(stores.client)),
    ...openHealth({ config, logger, stores, pool, registry, checks: checksOf(stores, pool), ...access }),
    ...{ news: openNews(config, closing, logger), oauth: openOAuth(config, closing, logger) },
    ...{ places, signIns: limits.signIns, keyCalls: limits.keyCalls },
    aiWaitMs: config.AI_WAIT_SECONDS * 1000,
  };
  const frame = frameOf(config);
  const parts = { ...stores, ...frame, ...limits, commands, config, pool, logger, reporting };
  const console = openConsole({ ...parts, watch: deps.watch });
  const app = createApp({
    logger,
    pages: console.middleware,
    routes: routeTable(deps),
    clock: systemClock,
    progress,
    ...access,
    ...{ onAnswered: httpMetrics(registry), tracing, onUnforeseen: reporting?.report },
    rates: limits.rates,
    ...frame,
  });
  const handle = app.callback();
  const port = await serve((request, response) => void handle(request, response), config, closing);
  // Those who wait are answered with their task, live pages end: the server has less to wait for.
  closing.add('waiting requests', () => places.close());
  closing.add('live pages', () => console.close());
  return { port, close: () => closing.close() };
};

/** Runs the API until the process is asked to stop. */
export const main = async (environment: Environment): Promise<void> => {
  const config = readConfig(environment);
  const logger = createLogger({ level: config.LOG_LEVEL, role: 'api' });
  const api = await startApi(config, logger);
  onShutdown(() => api.close(), logger);
  announceReady({ port: api.port });
};

if (process.argv[1] === import.meta.filename) await main(process.env).catch(reportFailedStart);
