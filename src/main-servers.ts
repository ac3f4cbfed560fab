// Brings up an embedded server for everything that is not configured by URL, and keeps it running. What it
// answers are the addresses, as environment variables of those who use the servers. Nothing is written into a
// server that was not configured for us.
import { join } from 'node:path';
import { startPostgres } from '#embedded/postgres/server.js';
import { startRedis, type EmbeddedRedis } from '#embedded/redis/server.js';
import type { Running } from '#embedded/supervise/running.js';
import { spawnNode, type NodeChild } from '#embedded/supervise/spawn-node.js';
import {
  superviseChild,
  type Supervised,
  type SupervisorEvent,
} from '#embedded/supervise/supervise-child.js';
import { mailSettings } from '#integrations/mail/mail-settings.js';
import { modelSettings } from '#integrations/model/model-settings.js';
import type { Config } from '#platform/config.js';
import type { Closing } from '#platform/shutdown.js';
import { describeEvent } from './main-banner.js';

/** Addresses of the servers the children talk to, as environment variables. */
export type Addresses = Record<string, string>;

export interface Starting {
  readonly config: Config;
  readonly dataDir: string;
  readonly closing: Closing;
  readonly giveUp: (event: SupervisorEvent) => void;
}

export const logFile = ({ dataDir }: Starting, name: string): string => join(dataDir, 'logs', `${name}.log`);

/** Starts a child that comes back when it dies; `closing` ends it. */
export const supervise = async <R extends Running>(
  { closing, giveUp }: Starting,
  name: string,
  start: (previous: R | undefined) => Promise<R>,
): Promise<Supervised<R>> => {
  const supervised = await superviseChild<R>({
    name,
    start,
    onEvent: (event) => {
      const line = describeEvent(event);
      if (line !== undefined) process.stderr.write(`${line}\n`);
      if (event.type === 'gave-up') giveUp(event);
    },
  });
  closing.add(name, () => supervised.stop());
  return supervised;
};

type Ports = Readonly<Record<string, unknown>>;

interface Server {
  readonly name: string;
  /** Folder below `embedded` that holds its `process.js`. */
  readonly folder: string;
  /** `ports`: those it had before, so that it comes back to them. */
  readonly args: (ports: Ports) => readonly string[];
}

/** A server of ours in a process of its own; its ports are what it said when it was ready. */
const startServer = async (starting: Starting, { name, folder, args }: Server): Promise<Ports> => {
  const script = join(import.meta.dirname, 'embedded', folder, 'process.js');
  const server = await supervise<NodeChild>(starting, name, (previous) =>
    spawnNode({ name, script, args: [...args(previous?.ready ?? {})], logFile: logFile(starting, folder) }),
  );
  return server.current().ready;
};

/** Any free one when it had none. */
const portArg = (port: unknown): string => String(typeof port === 'number' ? port : 0);

const startEventStore = async (starting: Starting): Promise<Addresses> => {
  const { EVENTSTORE_URL } = starting.config;
  if (EVENTSTORE_URL !== undefined) return { EVENTSTORE_URL };
  const data = join(starting.dataDir, 'eventstore');
  const args = ({ port }: Ports) => ['--data', data, '--port', portArg(port)];
  const { port } = await startServer(starting, { name: 'event store', folder: 'eventstore', args });
  return { EVENTSTORE_URL: `esdb://127.0.0.1:${String(port)}?tls=false` };
};

const startDatabase = async (starting: Starting): Promise<Addresses> => {
  const { DATABASE_URL, DATABASE_OWNER_URL = DATABASE_URL } = starting.config;
  if (DATABASE_URL !== undefined && DATABASE_OWNER_URL !== undefined)
    return { DATABASE_URL, DATABASE_OWNER_URL };
  const dataDir = join(starting.dataDir, 'postgres');
  const server = await supervise(starting, 'postgres', (previous: ({ port: number } & Running) | undefined) =>
    startPostgres({ dataDir, port: previous?.port ?? 0, logFile: logFile(starting, 'postgres') }),
  );
  const { appUrl, ownerUrl } = server.current();
  return { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl };
};

const startQueues = async (starting: Starting): Promise<Addresses> => {
  const { REDIS_URL, CELERY_BROKER_URL } = starting.config;
  if (CELERY_BROKER_URL !== undefined) return { CELERY_BROKER_URL, ...(REDIS_URL && { REDIS_URL }) };
  if (REDIS_URL !== undefined) return { REDIS_URL };
  const dataDir = join(starting.dataDir, 'redis');
  const server = await supervise<EmbeddedRedis>(starting, 'redis', (previous) =>
    startRedis({ dataDir, port: previous?.port ?? 0, logFile: logFile(starting, 'redis') }),
  );
  return { REDIS_URL: server.current().url };
};

const MAIL = /^(SMTP_URL|EMAIL_\w+|DEFAULT_FROM_EMAIL)$/;
const MODEL = /^OPENAI_\w+$/;

/** Settings of a server that was configured: commands beside this instance need them as well. */
const given = (names: RegExp): Addresses =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value && names.test(name) ? [[name, value]] : [],
    ),
  );

const startMailbox = async (starting: Starting): Promise<Addresses> => {
  if (mailSettings(starting.config) !== undefined) return given(MAIL);
  const data = join(starting.dataDir, 'mailbox');
  const args = ({ smtpPort, httpPort }: Ports) => [
    ...['--data', data, '--smtp-port', portArg(smtpPort)],
    ...['--http-port', portArg(httpPort)],
  ];
  const { smtpPort, httpPort } = await startServer(starting, { name: 'mailbox', folder: 'mailbox', args });
  return {
    SMTP_URL: `smtp://127.0.0.1:${String(smtpPort)}`,
    MAILBOX_URL: `http://127.0.0.1:${String(httpPort)}`,
  };
};

const startModel = async (starting: Starting): Promise<Addresses> => {
  if (modelSettings(starting.config) !== undefined) return given(MODEL);
  const args = ({ port }: Ports) => ['--port', portArg(port)];
  const { port } = await startServer(starting, { name: 'model', folder: 'model', args });
  return { OPENAI_BASE_URL: `http://127.0.0.1:${String(port)}/v1` };
};

/** Starts what is missing, all at once; `prepare` is given the database's addresses as soon as it is there. */
export const startServers = async (
  starting: Starting,
  prepare: (database: Addresses) => Promise<unknown>,
): Promise<Addresses> => {
  const database = startDatabase(starting).then(async (addresses) => {
    await prepare(addresses);
    return addresses;
  });
  const others = [startEventStore, startQueues, startMailbox, startModel].map((start) => start(starting));
  return Object.assign({}, ...(await Promise.all([database, ...others]))) as Addresses;
};
