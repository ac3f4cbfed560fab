// The embedded event store: speaks the protocol of @eventstore/db-client over plain HTTP/2, stores in one
// folder. Promises: an append is answered, and events are shown, only once they are on disk. One process
// per folder. Not offered: TLS, users, projections; such calls answer UNIMPLEMENTED. Fails to start with
// FolderError (locked, unusable) or PortInUseError.

import { serveStore } from './rpc/serve-store.js';
import { openStore } from './store/store.js';

export interface EventStoreOptions {
  readonly dataDir: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** False leaves flushing to the operating system: for tests only. Default true. */
  readonly sync?: boolean;
}

export interface EventStoreServer {
  readonly port: number;
  /** Connection string for the official client. */
  readonly url: string;
  /** Finishes pending appends, ends open calls, closes the folder. Safe to call twice. */
  close(): Promise<void>;
}

/** Writes an unexpected error to stderr as one line of JSON, without its stack. */
export const logError = (where: string, error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${JSON.stringify({ level: 'error', component: 'embedded event store', where, error: text })}\n`,
  );
};

/** A host clients of this machine can connect to: "every address" is none. */
const reachable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

/** Opens the folder and serves it. The port is taken only after the folder is open. */
export const startEventStore = async (options: EventStoreOptions): Promise<EventStoreServer> => {
  const host = options.host ?? '127.0.0.1';
  const store = await openStore({
    dataDir: options.dataDir,
    sync: options.sync ?? true,
    onError: (error) => {
      logError('commit', error);
    },
  });
  try {
    const served = await serveStore(store, { host, port: options.port, report: logError });
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      await served.close();
      await store.close();
    };
    return {
      port: served.port,
      url: `esdb://${reachable(host)}:${String(served.port)}?tls=false`,
      close: () => (closing ??= close()),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};
