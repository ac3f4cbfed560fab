// Shared by the tests of the storage tools.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startEventStore } from '#embedded/eventstore/server.js';
import { openTables, type Tables } from '#embedded/eventstore/store/tables.js';
import { newFolder, removeFolder } from '../support.js';

/** A folder for a test's folders; gone after each test. */
export const useFolder = (): ((name: string) => string) => {
  let folder = '';
  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });
  return (name) => join(folder, name);
};

/** Copies the fixture of a format. */
export const copyFixture = (format: number, to: string): string => {
  mkdirSync(to, { recursive: true });
  cpSync(resolve(`test/fixtures/eventstore-format-${String(format)}/data.mdb`), join(to, 'data.mdb'));
  return to;
};

/** Changes a folder's tables behind the store's back. */
export const tamper = async (folder: string, change: (tables: Tables) => void): Promise<void> => {
  const tables = openTables(folder, false);
  tables.root.transactionSync(() => {
    change(tables);
  });
  await tables.root.close();
};

/** Serves a folder while `use` runs. */
export const serving = async <T>(
  dataDir: string,
  use: (client: EventStoreDBClient, url: string) => Promise<T>,
): Promise<T> => {
  const server = await startEventStore({ dataDir, port: 0, sync: false });
  const client = EventStoreDBClient.connectionString(server.url);
  try {
    return await use(client, server.url);
  } finally {
    await client.dispose();
    await server.close();
  }
};

/** Runs `aidesign eventstore …` as a process that can be killed. */
export const startTool = (words: readonly string[]): ChildProcess =>
  spawn(process.execPath, [resolve('dist/src/main-cli.js'), 'eventstore', ...words], { stdio: 'ignore' });

/** Kills a process after a while, if it has not ended by then; true when it was killed. */
export const killAfter = async (child: ChildProcess, ms: number): Promise<boolean> => {
  const closed = once(child, 'close');
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  await closed;
  clearTimeout(timer);
  return child.signalCode === 'SIGKILL';
};

/** The message a promise fails with; '' when it does not fail. */
export const failureOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return '';
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
};
