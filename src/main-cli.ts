// The command line: gives every command what it needs, opened on first use, and closes it when the command is done.
import { stat } from 'node:fs/promises';
import { createHistory } from '#audit/history.js';
import { COMMANDS } from '#cli/commands/index.js';
import { NotRunningError, UsageError } from '#cli/framework/errors.js';
import { runCli } from '#cli/framework/run-cli.js';
import { findInstance, type Instance } from '#cli/instance.js';
import { createOutput } from '#cli/output.js';
import type { Role, Tools } from '#cli/tools.js';
import { loadSecrets, type Secrets } from '#commands/secrets.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { MIGRATIONS } from '#migrations/index.js';
import { readConfig, type Environment } from '#platform/config.js';
import { createClosing, type Closing } from '#platform/shutdown.js';
import { folderOf } from './main-stores.js';

const VERSION = '2.0.0';

type Main = { readonly main: (environment: Environment) => Promise<void> };

const ROLES: Readonly<Record<Role, () => Promise<Main>>> = {
  up: () => import('./main-up.js'),
  api: () => import('./main-api.js'),
  follow: () => import('./main-follow.js'),
  worker: () => import('./main-worker.js'),
};

/** The process becomes the role: what its children inherit and its modules read is the same environment. */
const start = async (role: Role, environment: Environment): Promise<void> => {
  Object.assign(process.env, environment);
  const { main } = await ROLES[role]();
  await main(environment);
};

const eventStoreUrl = ({ environment }: Instance): string => {
  const { EVENTSTORE_URL } = readConfig(environment);
  if (EVENTSTORE_URL !== undefined) return EVENTSTORE_URL;
  throw new NotRunningError(
    'The event store is not known: set EVENTSTORE_URL, or neither it nor DATABASE_URL.',
  );
};

/** One client at a time; a new one when the running instance has moved its event store to another port. */
const clientOf = (instance: () => Promise<Instance>, closing: Closing) => {
  let known: { readonly url: string; readonly client: LogClient } | undefined;
  closing.add('log client', () => known?.client.dispose());
  const urlNow = async (): Promise<string> => {
    try {
      return eventStoreUrl(await instance());
    } catch (error) {
      if (known && error instanceof NotRunningError) return known.url;
      throw error;
    }
  };
  return async (): Promise<LogClient> => {
    const url = await urlNow();
    if (known?.url === url) return known.client;
    await known?.client.dispose();
    known = { url, client: connectLog(url) };
    return known.client;
  };
};

/** Never makes a vault: names hashed with new secrets would name nobody. */
const readSecrets = async (instance: Instance, closing: Closing): Promise<Secrets> => {
  const config = readConfig(instance.environment);
  const folder = folderOf(config, config.VAULT_URL, 'vault');
  const there = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!there)
    throw new UsageError(`There is no vault in ${folder}.`, 'Set VAULT_URL, or name the account by its id.');
  const vault = await openLmdbVault(folder);
  closing.add('vault', () => vault.close());
  return loadSecrets(vault);
};

const untilInterrupted = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const toolsFor = (closing: Closing): Tools => {
  const present = Object.entries(process.env).filter(([, value]) => value !== '');
  const environment = Object.fromEntries(present);
  const instance = (): Promise<Instance> => findInstance(environment);
  const client = clientOf(instance, closing);
  return {
    output: createOutput({ out: process.stdout, err: process.stderr }, environment),
    environment,
    instance,
    log: once(async () => createEventLog(await client(), createCodec(CATALOG))),
    secrets: once(async () => readSecrets(await instance(), closing)),
    history: once(() => createHistory(client)),
    migrations: MIGRATIONS,
    start,
    interrupted: once(untilInterrupted),
  };
};

/** A reader that went away (`| head`) ends the program; it is not an error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

const closing = createClosing((name, error) => console.error(`Closing the ${name} failed:`, error));
const tools = toolsFor(closing);
process.exitCode = await runCli({ version: VERSION, commands: COMMANDS }, process.argv.slice(2), tools);
await closing.close();
