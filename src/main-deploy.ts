// What `doctor --deploy` looks at: the settings, and what the servers they name say of themselves. Changes nothing.
import { BACKWARDS, END } from '@eventstore/db-client';
import type { DatabaseFacts, DeployFacts, RedisFacts } from '#cli/deploy/facts.js';
import { collected } from '#eventlog/collected.js';
import { connectLog } from '#eventlog/log-client.js';
import { SECRET_NAMES } from '#commands/secrets.js';
import { lookAtVault } from '#integrations/vault/look-at-vault.js';
import { readConfig, type Config, type Environment } from '#platform/config.js';
import { createLogger } from '#platform/logger.js';
import { createPool } from '#platform/postgres/pool.js';
import { connectRedis } from '#platform/redis/connect-redis.js';
import { openTables } from '#platform/postgres/second-wall.js';
import { within } from '#platform/within.js';
import { WALLED } from '#projections/walled.js';
import { folderOf } from './main-stores.js';

const ANSWER_MS = 5_000;
const LOOKED = 1_000;

const FACTS = `
select
  array(select name from pg_settings where setting = 'off' and name = any($1) order by name) as off,
  r.rolsuper as superuser, r.rolbypassrls as bypasses,
  (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relowner = r.oid and c.relkind in ('r', 'p') and n.nspname = current_schema()) as owned
from pg_roles r where r.rolname = current_user`;
const DURABLE = ['fsync', 'synchronous_commit', 'full_page_writes'];

type Row = Record<string, unknown> & {
  off: readonly string[];
  superuser: boolean;
  bypasses: boolean;
  owned: number;
};

const askDatabase = async (url: string): Promise<DatabaseFacts> => {
  const pool = createPool({ url, max: 1, applicationName: 'aidesign-cli' });
  try {
    const [row] = (await within(ANSWER_MS, pool.query<Row>(FACTS, [DURABLE]))).rows;
    const { off = [], superuser = false, bypasses = false, owned = 0 } = row ?? {};
    const open = await within(ANSWER_MS, openTables(pool, WALLED));
    return { off, superuser, bypassesRowSecurity: bypasses, owned, open };
  } finally {
    await pool.end();
  }
};

const askRedis = async (url: string): Promise<RedisFacts> => {
  const logger = createLogger({ level: 'silent', role: 'cli' });
  const client = connectRedis({ url, name: 'aidesign:deploy', use: 'commands', logger });
  const setting = async (name: string): Promise<string> => {
    const answer = (await client.config('GET', name)) as readonly string[];
    return answer[1] ?? 'unknown';
  };
  try {
    const asked = Promise.all([setting('appendonly'), setting('maxmemory-policy')]);
    const [appendonly, maxmemoryPolicy] = await within(ANSWER_MS, asked);
    return { appendonly, maxmemoryPolicy };
  } finally {
    client.disconnect();
  }
};

/** A personal field is `{ k, … }`; k = 0: nothing protects it. */
const isReadable = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if ('k' in value && value.k === 0) return true;
  return Object.values(value).some(isReadable);
};

const askLog = async (url: string) => {
  const log = connectLog(url);
  try {
    const reading = log.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: LOOKED });
    const seen = await collected(reading, ANSWER_MS, ({ event }) => event && isReadable(event.data));
    return { looked: seen.length, readable: seen.filter((is) => is).length };
  } finally {
    await log.dispose();
  }
};

const ask = async <T>(
  url: string | undefined,
  how: (url: string) => Promise<T>,
): Promise<T | 'away' | undefined> => (url === undefined ? undefined : how(url).catch((): 'away' => 'away'));

/** The settings of this environment, and what their servers say. Throws `ConfigError`. */
export const gatherDeployFacts = async (environment: Environment): Promise<DeployFacts> => {
  const config: Config = readConfig(environment);
  const [database, redis, personal, vault] = await Promise.all([
    ask(config.DATABASE_URL, askDatabase),
    ask(config.CELERY_BROKER_URL ?? config.REDIS_URL, askRedis),
    ask(config.EVENTSTORE_URL, askLog),
    ask(folderOf(config, config.VAULT_URL, 'vault'), (folder) => lookAtVault(folder, SECRET_NAMES)),
  ]);
  return { config, database, redis, personal, vault };
};
