// The command line: gives every command what it needs, loaded and opened on first use (so that help is
// quick), and closes it when the command is done.
import { COMMANDS } from '#cli/commands/index.js';
import { NotRunningError } from '#cli/framework/errors.js';
import { runCli } from '#cli/framework/run-cli.js';
import { findInstance, type Instance } from '#cli/instance.js';
import { createOutput } from '#cli/output.js';
import type { Role, Tools } from '#cli/tools.js';
import type { Secrets } from '#commands/secrets.js';
import type { EventLog } from '#eventlog/event-log.js';
import type { LogClient } from '#eventlog/log-client.js';
import { readConfig, type Environment } from '#platform/config.js';
import { createClosing, type Closing } from '#platform/shutdown.js';

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
    const { connectLog } = await import('#eventlog/log-client.js');
    known = { url, client: connectLog(url) };
    return known.client;
  };
};

const openLog = async (client: () => Promise<LogClient>): Promise<EventLog> => {
  const { createEventLog } = await import('#eventlog/event-log.js');
  const { createCodec } = await import('#eventlog/codec.js');
  const { CATALOG } = await import('#domain/catalog.js');
  return createEventLog(await client(), createCodec(CATALOG));
};

/** Never makes a vault: names hashed with new secrets would name nobody. */
const readSecrets = async (instance: Instance, closing: Closing): Promise<Secrets> => {
  const { openExistingVault } = await import('./main-keys.js');
  const { loadSecrets } = await import('#commands/secrets.js');
  return loadSecrets(
    await openExistingVault(instance, closing, 'Set VAULT_URL, or name the account by its id.'),
  );
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
    log: once(() => openLog(client)),
    secrets: once(async () => readSecrets(await instance(), closing)),
    signingKeys: once(async () =>
      (await import('./main-keys.js')).openKeys(await instance(), closing, () => openLog(client)),
    ),
    history: async () => (await import('#audit/history.js')).createHistory(client),
    parking: once(async () =>
      (await import('./main-parking.js')).openParking(await instance(), closing, () => openLog(client)),
    ),
    effects: once(async () => (await import('./main-desk.js')).openDesk(await instance(), closing)),
    deployFacts: async () => (await import('./main-deploy.js')).gatherDeployFacts(environment),
    doctor: once(async () => (await import('./main-doctor.js')).openDoctor(await instance(), closing)),
    projections: once(async () =>
      (await import('./main-projections.js')).openProjections(await instance(), closing),
    ),
    replayer: once(async () =>
      (await import('./main-replay.js')).openReplayer(await instance(), client, closing),
    ),
    eventStore: async () => (await import('./main-eventstore.js')).eventStoreTools,
    migrations: async () => (await import('#migrations/index.js')).MIGRATIONS,
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
