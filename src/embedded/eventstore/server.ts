// The embedded event store: speaks the protocol of @eventstore/db-client over HTTP/2, stores in one
// folder. Promises: an append is answered, and events are shown, only once they are on disk. One process
// per folder. With a certificate it speaks TLS and asks for users, without one everyone may do everything. Not
// offered: projections of users, clusters; such calls answer UNIMPLEMENTED. Fails to start with FolderError
// (locked, unusable) or PortInUseError.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { directory } from './access/directory.js';
import { openAccess, userAccess, type Access } from './access/sign-in.js';
import { UserError } from './access/user-error.js';
import { loadUsers } from './access/users.js';
import type { TlsFiles } from './listen/port-listener.js';
import { countCommit, newCounters } from './operations/counters.js';
import { logError, slowCommits } from './operations/log.js';
import { serveStore } from './rpc/serve-store.js';
import { openStore, type Store } from './store/store.js';
import { FolderError } from './store/tables.js';

export interface EventStoreOptions {
  readonly dataDir: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** False leaves flushing to the operating system: for tests only. Default true. */
  readonly sync?: boolean;
  /** True runs the system projections nobody has switched on or off. Default false. */
  readonly projections?: boolean;
  /** PEM files; with them, callers have to be users. Default: plain text, everyone may do everything. */
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
  /** The first users, in a file only its owner can read; made when it is missing. Default: users.json in the folder. */
  readonly usersFile?: string;
}

export interface EventStoreServer {
  readonly port: number;
  /** Connection string for the official client. */
  readonly url: string;
  /** Finishes pending appends, ends open calls, closes the folder. Safe to call twice. */
  close(): Promise<void>;
}

/** A host clients of this machine can connect to: "every address" is none. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

const readPem = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new FolderError(
      'unusable',
      `${path} cannot be read: ${error instanceof Error ? error.message : ''}`,
    );
  }
};

const tlsFilesOf = ({ tls }: EventStoreOptions): TlsFiles | undefined =>
  tls === undefined ? undefined : { cert: readPem(tls.certFile), key: readPem(tls.keyFile) };

/** With TLS, the users in the store are those who may call; what the file says anew is taken over first. */
const accessFor = async (store: Store, { tls, usersFile, dataDir }: EventStoreOptions): Promise<Access> => {
  if (tls === undefined) return openAccess;
  const path = usersFile ?? join(dataDir, 'users.json');
  const users = directory(store);
  await users.adopt(loadUsers(path)).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    throw new FolderError(
      'unusable',
      `user ${error.login} of ${path} cannot be taken over: ${error.message}`,
    );
  });
  return userAccess(store.tables, users);
};

/** Opens the folder and serves it. The port is taken only after the folder is open. */
export const startEventStore = async (options: EventStoreOptions): Promise<EventStoreServer> => {
  const { dataDir, port, host = '127.0.0.1', sync = true, projections = false } = options;
  const tls = tlsFilesOf(options);
  const counters = newCounters();
  const tellSlow = slowCommits();
  const store = await openStore({
    ...{ dataDir, sync },
    onError: (error) => {
      logError('commit', error);
    },
    onDurable: (commit) => {
      countCommit(counters, commit);
      tellSlow(commit);
    },
  });
  try {
    const access = await accessFor(store, options);
    const serving = { host, port, tls, access, counters, projections, report: logError };
    const served = await serveStore(store, serving);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await served.close();
      await store.close();
    };
    return {
      port: served.port,
      url: `esdb://${reachable(host)}:${String(served.port)}?tls=${String(tls !== undefined)}`,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};
