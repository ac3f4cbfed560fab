// A server with TLS and users of its own, and clients of it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { selfSigned } from '#test/support/self-signed.js';
import { newFolder, removeFolder } from './support.js';

export type Login = 'admin' | 'ops' | 'ada' | 'bob';

export const PASSWORDS: Readonly<Record<Login, string>> = {
  admin: 'admin:secret',
  ops: 'ops-secret',
  ada: 'ada-secret',
  bob: 'größe',
};

const GROUPS: Readonly<Record<Login, readonly string[]>> = {
  admin: ['$admins'],
  ops: ['$ops'],
  ada: ['writers'],
  bob: [],
};

export interface SecureStore {
  readonly folder: string;
  server(): EventStoreServer;
  /** Stops the server and starts another on the same folder and port; its clients are new ones. */
  restart(): Promise<void>;
  /** Writes the users file anew, with other passwords for some. */
  writeUsers(passwords: Partial<Record<Login, string>>): void;
  /** A client of this user; of nobody without one. */
  as(login?: string, password?: string): EventStoreDBClient;
}

const usersText = (changed: Partial<Record<Login, string>> = {}): string => {
  const logins: readonly Login[] = ['admin', 'ops', 'ada', 'bob'];
  const users = logins.map((login) => ({
    login,
    password: changed[login] ?? PASSWORDS[login],
    groups: GROUPS[login],
  }));
  return JSON.stringify({ users });
};

/** Gives the surrounding describe a server with TLS. */
export const useSecureStore = (): SecureStore => {
  const folder = newFolder();
  const files = {
    cert: join(folder, 'server.crt'),
    key: join(folder, 'server.key'),
    users: join(folder, 'users'),
  };
  const clients = new Map<string, EventStoreDBClient>();
  let server: EventStoreServer | undefined;
  const start = (port: number): Promise<EventStoreServer> => {
    const tls = { certFile: files.cert, keyFile: files.key };
    const dataDir = join(folder, 'data');
    return startEventStore({ dataDir, port, sync: false, tls, usersFile: files.users });
  };
  const stop = async (): Promise<void> => {
    for (const client of clients.values()) await client.dispose();
    clients.clear();
    await server?.close();
  };
  before(async () => {
    const { key, cert } = selfSigned();
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    writeFileSync(files.users, usersText(), { mode: 0o600 });
    server = await start(0);
  });
  after(async () => {
    await stop();
    removeFolder(folder);
  });
  const started = (): EventStoreServer => {
    if (server === undefined) throw new Error('The server is not there');
    return server;
  };
  return {
    folder,
    server: started,
    restart: async () => {
      const { port } = started();
      await stop();
      server = await start(port);
    },
    writeUsers: (passwords) => {
      writeFileSync(files.users, usersText(passwords), { mode: 0o600 });
    },
    as: (login, password) => {
      const known = clients.get(`${login}:${password}`);
      if (known !== undefined) return known;
      const secret = password ?? PASSWORDS[login as Login];
      const credentials = login === undefined ? '' : `${login}:${encodeURIComponent(secret)}@`;
      const url = `esdb://${credentials}127.0.0.1:${started().port}?tls=true&tlsCAFile=${files.cert}`;
      const client = EventStoreDBClient.connectionString(url);
      clients.set(`${login}:${password}`, client);
      return client;
    },
  };
};
