import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEventStore } from '#embedded/eventstore/server.js';
import { startMailbox, type Mailbox } from '#embedded/mailbox/server.js';
import { createModelServer } from '#embedded/model/server.js';
import { startPostgres } from '#embedded/postgres/server.js';
import { startRedis } from '#embedded/redis/server.js';
import { MIGRATIONS } from '#migrations/index.js';
import { migrate } from '#platform/postgres/migrate.js';
import { atTheEnd, once } from './global.js';

export interface TestDatabase {
  /** Owns the tables. */
  readonly ownerUrl: string;
  /** The application's role. */
  readonly appUrl: string;
}

const env = (name: string): string | undefined => process.env[name];

/** A folder of our own that other users may enter (Postgres does not run as root), gone after the tests. */
const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), 'aidesign-test-'));
  await chmod(path, 0o755);
  atTheEnd(() => rm(path, { recursive: true, force: true }));
  return path;
};

const embedded = async (): Promise<TestDatabase> => {
  const server = await startPostgres({ dataDir: join(await folder(), 'postgres'), durable: false });
  atTheEnd(() => server.stop());
  return server;
};

/**
 * The server given by DATABASE_OWNER_URL (and DATABASE_URL for the application's role), or an embedded one.
 */
const server = once(async (): Promise<TestDatabase> => {
  const ownerUrl = env('DATABASE_OWNER_URL');
  return ownerUrl ? { ownerUrl, appUrl: env('DATABASE_URL') ?? ownerUrl } : embedded();
});

const inDatabase = (url: string, database: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
};

const asOwner = async (statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: (await server()).ownerUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

const create = async (options = ''): Promise<TestDatabase & { readonly name: string }> => {
  const { ownerUrl, appUrl } = await server();
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(`create database ${name} ${options}`);
  if (env('DATABASE_OWNER_URL')) atTheEnd(() => asOwner(`drop database if exists ${name}`));
  return { name, ownerUrl: inDatabase(ownerUrl, name), appUrl: inDatabase(appUrl, name) };
};

const template = once(async () => {
  const made = await create();
  await migrate(made.ownerUrl, MIGRATIONS);
  return made.name;
});

/** A database of its own with the current schema and no rows. */
export const postgresForTests = async (): Promise<TestDatabase> =>
  create(`template ${await template()} strategy file_copy`);

/** A database of its own without any table. */
export const emptyPostgresForTests = (): Promise<TestDatabase> => create();

/** Servers that were given for one use each, separated by spaces. */
const given = (name: string): string[] => env(name)?.split(' ') ?? [];
const givenLogs = given('TEST_LOGS');
const LOGS = givenLogs.length;
const givenRedis = given('TEST_REDIS');
const givenMailboxes = given('TEST_MAILBOXES');

/**
 * A log of its own, empty: the next one of TEST_LOGS, or an embedded one. With EVENTSTORE_URL alone that
 * one, which may hold anything. Throws when there are fewer than the tests take: in a shared one they would meet.
 */
export const logForTests = async (): Promise<{ readonly url: string }> => {
  if (LOGS > 0 && givenLogs.length === 0) throw new Error(`TEST_LOGS has ${LOGS} logs: too few.`);
  const url = givenLogs.shift() ?? env('EVENTSTORE_URL');
  if (url) return { url };
  const store = await startEventStore({ dataDir: await folder(), port: 0, sync: false });
  atTheEnd(() => store.close());
  return store;
};

/** A Redis of its own, empty: the next one of TEST_REDIS, or the built-in one. */
export const redisForTests = async (): Promise<{ readonly url: string }> => {
  const url = givenRedis.shift();
  if (url) return { url };
  const path = await folder();
  const options = { dataDir: join(path, 'redis'), port: 0, logFile: join(path, 'redis.log') } as const;
  const server = await startRedis({ ...options, prefer: 'built-in' });
  atTheEnd(() => server.stop());
  return server;
};

/** A mailbox of its own, empty: the next one of TEST_MAILBOXES, or one in this process. */
export const mailboxForTests = async (): Promise<Pick<Mailbox, 'smtpUrl' | 'pageUrl'>> => {
  const [smtpUrl, pageUrl] = givenMailboxes.shift()?.split('|') ?? [];
  if (smtpUrl !== undefined && pageUrl !== undefined) return { smtpUrl, pageUrl };
  const mailbox = await startMailbox({ dataDir: await folder(), smtpPort: 0, httpPort: 0, faults: true });
  atTheEnd(() => mailbox.close());
  return mailbox;
};

/** The local model, that of TEST_MODEL if there is one. It remembers nothing: one is enough for all. */
export const modelForTests = once(async (): Promise<{ readonly url: string }> => {
  const url = env('TEST_MODEL');
  if (url) return { url };
  const model = createModelServer();
  await new Promise<void>((resolve) => {
    model.listen(0, '127.0.0.1', () => resolve());
  });
  atTheEnd(
    () =>
      new Promise<void>((resolve) => {
        model.close(() => resolve());
        model.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1` };
});
