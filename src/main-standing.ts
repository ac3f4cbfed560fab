// Which sessions are over, for the API process: the past from the read model, then the log, through a client of
// its own. Nothing waits for it at start: until it knows, tokens are looked up in the log.
import type pg from 'pg';
import { Gauge } from 'prom-client';
import { createHistory } from '#audit/history.js';
import { followStanding, type FollowedStanding } from '#api/access/follow-standing.js';
import { createStanding } from '#api/access/standing.js';
import { account, sessionsNotBefore } from '#domain/account/index.js';
import { session } from '#domain/session/index.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Registry } from '#platform/metrics/registry.js';
import { availableDb } from '#platform/postgres/available-db.js';
import { viewedDb } from '#platform/postgres/viewer.js';
import { standingRows } from '#projections/sessions/standing-rows.js';
import { needed, type Stores } from './main-stores.js';

export interface StandingSetup {
  readonly config: Config;
  readonly logger: Logger;
  readonly stores: Stores;
  readonly pool: pg.Pool;
  readonly registry: Registry;
}

const SLACK_MS = 60_000;

const metrics = (registry: Registry, deafSince: () => number | null, size: () => number): void => {
  new Gauge({
    name: 'aidesign_revocation_deaf_seconds',
    help: 'Seconds since this process last followed what ends sessions; 0: it follows',
    registers: [registry],
    collect() {
      const since = deafSince();
      this.set(since === null ? 0 : (Date.now() - since) / 1_000);
    },
  });
  new Gauge({
    name: 'aidesign_revocations_remembered',
    help: 'Ended sessions, cut-offs and closed accounts in memory',
    registers: [registry],
    collect() {
      this.set(size());
    },
  });
};

const lookUpIn =
  ({ commands: { log } }: Stores): Parameters<typeof followStanding>[0]['lookUp'] =>
  async ({ accountId, sessionId }) => {
    const { state: family } = await log.load(session, sessionId);
    const { state } = await log.load(account, accountId);
    return (
      family.status !== 'active' || state.status !== 'active' || family.startedAt < sessionsNotBefore(state)
    );
  };

/** What is opened is closed by `closing` of the stores. */
export const openStanding = (setup: StandingSetup): Pick<FollowedStanding, 'isOver' | 'deafSince'> => {
  const { config, logger, stores, pool, registry } = setup;
  const lifetimeMs = stores.commands.lifetimes.accessSeconds * 1_000;
  const standing = createStanding(lifetimeMs, Date.now);
  const db = availableDb(viewedDb(pool));
  let client: LogClient | undefined;
  const connect = (): Promise<LogClient> => {
    client?.dispose().catch((error: unknown) => logger.debug({ err: error }, 'closing a client failed'));
    client = connectLog(needed(config, 'EVENTSTORE_URL'));
    return Promise.resolve(client);
  };
  const followed = followStanding({
    standing,
    history: createHistory(connect),
    lookUp: lookUpIn(stores),
    onError: (error) => logger.warn({ err: error }, 'what ends sessions is not followed; trying again'),
    past: async () => {
      const since = new Date(Date.now() - lifetimeMs - SLACK_MS).toISOString();
      const { after, rows } = await standingRows(db, since);
      if (!after) return undefined;
      return { after, endings: rows.map((row) => ({ ...row, at: Date.parse(row.at) })) };
    },
  });
  stores.closing.add('revocation client', () => client?.dispose());
  stores.closing.add('revocation', () => followed.close());
  metrics(registry, followed.deafSince, standing.size);
  return followed;
};
