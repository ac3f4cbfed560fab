// Serves a store over gRPC. Closing first lets accepted appends finish and be answered, then ends the calls
// that stay open, then the connections; clients that do not take their last messages are cut off. Fails to
// start with PortInUseError, or with what the operating system says.

import { Server, ServerCredentials } from '@grpc/grpc-js';
import { Groups } from '../persistent/groups.js';
import type { Store } from '../store/store.js';
import { appendHandler } from './append.js';
import { batchAppendHandler } from './batch-append.js';
import { serve, type OpenCall, type RpcContext } from './context.js';
import { deleteHandler } from './delete.js';
import { gossipHandler } from './gossip.js';
import { persistentHandlers } from './persistent-manage.js';
import { persistentReadHandler } from './persistent-read.js';
import { readHandler } from './read.js';
import { serverFeaturesHandler } from './server-features.js';

/** Another process listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

const MAX_MESSAGE = 16 * 1024 * 1024;
/** How long clients get to take the last messages before their connections are cut. */
const DRAIN_MS = 1_000;

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const address = host.includes(':') ? `[${host}]` : host;
    server.bindAsync(`${address}:${String(port)}`, ServerCredentials.createInsecure(), (error, bound) => {
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

const PERSISTENT = '/event_store.client.persistent_subscriptions.PersistentSubscriptions';

const registerPersistent = (server: Server, context: RpcContext, groups: Groups): void => {
  for (const [method, handle] of Object.entries(persistentHandlers(context, groups))) {
    serve(server, { path: `${PERSISTENT}/${method}`, kind: 'unary', handle });
  }
  const handle = persistentReadHandler(context, groups);
  serve(server, { path: `${PERSISTENT}/Read`, kind: 'bidi', handle });
};

export interface ServeOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly report: RpcContext['report'];
}

export interface ServedStore {
  readonly port: number;
  /** How many streaming calls are open. */
  openCalls(): number;
  /** Ends serving; the store stays open. */
  close(): Promise<void>;
}

/** Starts listening. */
export const serveStore = async (store: Store, options: ServeOptions): Promise<ServedStore> => {
  const { host, report } = options;
  const openCalls = new Set<OpenCall>();
  let port = options.port;
  let closing = false;
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': -1,
  });
  const context = { store, openCalls, report, isClosing: () => closing };
  const groups = new Groups({ store, report });
  register(server, context);
  registerPersistent(server, context, groups);
  serve(server, {
    path: '/event_store.client.gossip.Gossip/Read',
    kind: 'unary',
    handle: gossipHandler(() => port),
  });
  try {
    port = await listen(server, host, options.port);
  } catch (error) {
    await groups.close();
    throw error;
  }
  return {
    port,
    openCalls: () => openCalls.size,
    close: async () => {
      closing = true;
      await store.writer.queue.idle();
      for (const call of [...openCalls]) call.end();
      await groups.close();
      await shutDown(server);
    },
  };
};
