// Shared by the event store's tests. The conformance suite runs against the server that EVENTSTORE_URL names,
// if it is set; tests about the embedded store itself always have one of their own.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, type EventData, type ResolvedEvent } from '@eventstore/db-client';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';

export interface TestStore {
  client(): EventStoreDBClient;
  server(): EventStoreServer;
  /** Stops the server and starts another on the same folder and port; clients reconnect by themselves. */
  restart(): Promise<void>;
  url(): string;
}

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'eventstore-'));

export const removeFolder = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

const must = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`${what} is not there`);
  return value;
};

/** Gives the surrounding describe one client, of the server at this address or of one of its own. */
const useServer = (external: string | undefined): TestStore => {
  const folder = newFolder();
  let server: EventStoreServer | undefined;
  let client: EventStoreDBClient | undefined;
  const url = (): string => external ?? must(server, 'server').url;
  before(async () => {
    if (external === undefined) server = await startEventStore({ dataDir: folder, port: 0, sync: false });
    client = EventStoreDBClient.connectionString(url());
  });
  after(async () => {
    await client?.dispose();
    await server?.close();
    removeFolder(folder);
  });
  return {
    client: () => must(client, 'client'),
    server: () => must(server, 'server'),
    restart: async () => {
      const { port } = must(server, 'server');
      await client?.dispose();
      await server?.close();
      server = await startEventStore({ dataDir: folder, port, sync: false });
      client = EventStoreDBClient.connectionString(url());
    },
    url,
  };
};

/** An embedded store of its own, and one client. */
export const useStore = (): TestStore => useServer(undefined);

/** The server that EVENTSTORE_URL names, else an embedded store; and one client. */
export const useEndpoint = (): TestStore => useServer(process.env['EVENTSTORE_URL']);

/** A stream name nobody else uses. */
export const fresh = (prefix = 'stream'): string => `${prefix}-${randomUUID()}`;

/** Events of one type, numbered from 0. */
export const events = (count: number, type = 'Happened'): EventData[] =>
  Array.from({ length: count }, (_, n) => jsonEvent({ type, data: { n } }));

/** Reads everything an iterable gives. */
export const all = async <T>(source: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of source) found.push(item);
  return found;
};

/** A read or a subscription of the client: it has to be told to stop, leaving its loop is not enough. */
interface Stoppable<T> extends AsyncIterable<T> {
  cancel?(): Promise<void>;
  unsubscribe?(): Promise<void>;
}

/** Takes `count` items and stops. */
export const take = async <T>(source: Stoppable<T>, count: number): Promise<T[]> => {
  const found: T[] = [];
  for await (const item of source) {
    found.push(item);
    if (found.length === count) break;
  }
  await (source.unsubscribe?.() ?? source.cancel?.());
  return found;
};

export const revisions = (found: readonly ResolvedEvent[]): number[] =>
  found.map(({ event }) => Number(event?.revision ?? -1));

/** The error a promise fails with; fails itself when there is none. */
export const errorFrom = async (promise: Promise<unknown>): Promise<Error & Record<string, unknown>> => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error as Error & Record<string, unknown>;
    throw error;
  }
  throw new Error('It did not fail');
};

/** Polls a condition until it holds: for effects that have no event to wait for. */
export const until = async (condition: () => boolean): Promise<void> => {
  const deadline = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('The condition never held');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
