// The embedded event store: speaks the protocol of @eventstore/db-client over plain HTTP/2, stores in one folder.
// Promises: an append is answered, and events are shown, only once they are on disk. One process per folder.
// Not offered: TLS, users, persistent subscriptions, projections; such calls answer UNIMPLEMENTED.
// Fails to start with FolderError (locked, unusable) or PortInUseError.

import { Server, ServerCredentials } from '@grpc/grpc-js';
import { appendHandler } from './rpc/append.js';
import { batchAppendHandler } from './rpc/batch-append.js';
import { serve, type OpenCall, type RpcContext } from './rpc/context.js';
import { deleteHandler } from './rpc/delete.js';
import { gossipHandler } from './rpc/gossip.js';
import { readHandler } from './rpc/read.js';
import { serverFeaturesHandler } from './rpc/server-features.js';
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

/** Another process listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

const MAX_MESSAGE = 16 * 1024 * 1024;
/** How long clients get to take the last messages before their connections are cut. */
const DRAIN_MS = 1_000;

const logError = (where: string, error: unknown): void => {
  const text = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${JSON.stringify({ level: 'error', component: 'embedded event store', where, error: text })}\n`,
  );
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(`${host}:${String(port)}`, ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else if (error.message.includes('EADDRINUSE')) {
        reject(new PortInUseError(`port ${String(port)} on ${host} is in use`));
      } else reject(error);
    });
  });

const shutDown = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.forceShutdown();
    }, DRAIN_MS);
    server.tryShutdown(() => {
      clearTimeout(timer);
      resolve();
    });
  });

const STREAMS = '/event_store.client.streams.Streams';

const register = (server: Server, context: RpcContext): void => {
  serve(server, { path: `${STREAMS}/Append`, kind: 'clientStream', handle: appendHandler(context) });
  serve(server, { path: `${STREAMS}/BatchAppend`, kind: 'bidi', handle: batchAppendHandler(context) });
  serve(server, { path: `${STREAMS}/Read`, kind: 'serverStream', handle: readHandler(context) });
  serve(server, { path: `${STREAMS}/Delete`, kind: 'unary', handle: deleteHandler(context, false) });
  serve(server, { path: `${STREAMS}/Tombstone`, kind: 'unary', handle: deleteHandler(context, true) });
  serve(server, {
    path: '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
    kind: 'unary',
    handle: serverFeaturesHandler(),
  });
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
  const openCalls = new Set<OpenCall>();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': -1,
  });
  let port = options.port;
  register(server, { store, openCalls, report: logError });
  serve(server, {
    path: '/event_store.client.gossip.Gossip/Read',
    kind: 'unary',
    handle: gossipHandler(() => ({ host, port })),
  });
  try {
    port = await listen(server, host, options.port);
  } catch (error) {
    await store.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await store.writer.queue.idle();
    for (const call of [...openCalls]) call.end();
    await shutDown(server);
    await store.close();
  };
  let closing: Promise<void> | undefined;
  return {
    port,
    url: `esdb://${host}:${String(port)}?tls=false`,
    close: () => (closing ??= close()),
  };
};
