// The desk of operators, for the command line: the table at once, log and handlers when they are asked for.
import { stat } from 'node:fs/promises';
import { NotRunningError, UsageError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import { systemClock } from '#platform/clock.js';
import { readConfig, type Config } from '#platform/config.js';
import { createLogger } from '#platform/logger.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';
import { createDesk, type EffectsDesk } from '#workers/effects/desk.js';
import { createHandlers } from '#workers/index.js';
import { folderOf, openStores } from './main-stores.js';

/** Never makes a vault: links and addresses made with new secrets would be wrong. */
const requireVault = async (config: Config): Promise<void> => {
  const folder = folderOf(config, config.VAULT_URL, 'vault');
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new UsageError(`There is no vault in ${folder}.`, 'Set VAULT_URL.');
};

/** What handlers and the log need: opened together, once, closed with the command. */
const openBackroom = async (config: Config, closing: Closing) => {
  await requireVault(config);
  const logger = createLogger({ level: 'silent', role: 'cli' });
  const stores = await openStores(config, logger);
  closing.add('stores', () => stores.closing.close());
  const { commands } = stores;
  const handlers = createHandlers({ commands, config, clock: systemClock, logger });
  return { log: commands.log, handlers };
};

/** Throws `NotRunningError` when no database is known. */
export const openDesk = async (instance: Instance, closing: Closing): Promise<EffectsDesk> => {
  const config = readConfig(instance.environment);
  const { DATABASE_URL: url } = config;
  if (url === undefined) throw new NotRunningError('The database is not known: set DATABASE_URL.');
  const db = createPool({ url, max: 1, applicationName: 'aidesign-cli' });
  closing.add('database pool', () => db.end());
  let backroom: ReturnType<typeof openBackroom> | undefined;
  const open = () => (backroom ??= openBackroom(config, closing));
  return createDesk({
    db,
    log: async () => (await open()).log,
    handlers: async () => (await open()).handlers,
    clock: systemClock,
  });
};
