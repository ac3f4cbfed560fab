// Serves a store over gRPC and, on the same port, its pages over HTTP/1.1. Closing first lets accepted appends finish and be answered, then ends the calls
// that stay open, then the connections; clients that do not take their last messages are cut off. Fails to
// start with PortInUseError, or with what the operating system says.

import { Server } from '@grpc/grpc-js';
import { openAccess, type Access } from '../access/sign-in.js';
import { httpServer } from '../http/http-server.js';
import { listen, type TlsFiles } from '../listen/port-listener.js';
import { newCounters, type Counters } from '../operations/counters.js';
import { overview } from '../operations/overview.js';
import { recentSeconds, type RecentSeconds } from '../operations/rates.js';
import { Groups } from '../persistent/groups.js';
import { Projections } from '../projections/projections.js';
import type { Store } from '../store/store.js';
import { appendHandler } from './append.js';
import { authenticate } from './authenticate.js';
import { batchAppendHandler } from './batch-append.js';
import { serve, type OpenCall, type RpcContext } from './context.js';
import { deleteHandler } from './delete.js';
import { gossipHandler } from './gossip.js';
import { persistentHandlers } from './persistent-manage.js';
import { persistentReadHandler } from './persistent-read.js';
import { serveProjections } from './projections.js';
import { readHandler } from './read.js';
import { serverFeaturesHandler } from './server-features.js';
import { serveUsers } from './users.js';

const MAX_MESSAGE = 16 * 1024 * 1024;
/** How long clients get to take the last messages before their connections are cut. */
const DRAIN_MS = 1_000;

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

const register = (server: Server, context: RpcContext, { users }: Access): void => {
  serve(server, { path: `${STREAMS}/Append`, kind: 'clientStream', handle: appendHandler(context) });
  serve(server, { path: `${STREAMS}/BatchAppend`, kind: 'bidi', handle: batchAppendHandler(context) });
  serve(server, { path: `${STREAMS}/Read`, kind: 'serverStream', handle: readHandler(context) });
  serve(server, { path: `${STREAMS}/Delete`, kind: 'unary', handle: deleteHandler(context, false) });
  serve(server, { path: `${STREAMS}/Tombstone`, kind: 'unary', handle: deleteHandler(context, true) });
  serve(server, {
    path: '/event_store.client.server_features.ServerFeatures/GetSupportedMethods',
    kind: 'unary',
    handle: serverFeaturesHandler(users !== undefined),
  });
  if (users !== undefined) serveUsers(server, context, users);
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
  readonly tls?: TlsFiles | undefined;
  /** Default: everyone may do everything. */
  readonly access?: Access;
  readonly counters?: Counters;
  /** True runs the system projections nobody has switched. Default false. */
  readonly projections?: boolean;
  readonly report: RpcContext['report'];
}

export interface ServedStore {
  readonly port: number;
  /** How many streaming calls are open. */
  openCalls(): number;
  /** Ends serving; the store stays open. */
  close(): Promise<void>;
}

/** What works beside the calls. */
interface Services {
  readonly access: Access;
  readonly groups: Groups;
  readonly projections: Projections;
  readonly seconds: RecentSeconds;
}

const startServices = (store: Store, options: ServeOptions, counters: Counters): Services => {
  const { access = openAccess, report, projections = false } = options;
  return {
    access,
    groups: new Groups({ store, report }),
    projections: new Projections({ store, report, enabled: projections }),
    seconds: recentSeconds(counters),
  };
};

const stopServices = async ({ access, groups, projections, seconds }: Services): Promise<void> => {
  seconds.stop();
  await access.users?.idle();
  await projections.close();
  await groups.close();
};

const grpcServer = (context: RpcContext, services: Services, ownPort: () => number): Server => {
  const { access } = services;
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE,
    'grpc.max_send_message_length': -1,
    ...(access.users === undefined ? {} : { interceptors: [authenticate(access, context.report)] }),
  });
  register(server, context, access);
  registerPersistent(server, context, services.groups);
  serveProjections(server, context, services.projections);
  const gossip = { path: '/event_store.client.gossip.Gossip/Read', handle: gossipHandler(ownPort) };
  serve(server, { ...gossip, kind: 'unary' });
  return server;
};

/** Starts listening. */
export const serveStore = async (store: Store, options: ServeOptions): Promise<ServedStore> => {
  const { counters = newCounters(), report } = options;
  const openCalls = new Set<OpenCall>();
  let port = options.port;
  let closing = false;
  const services = startServices(store, options, counters);
  const { identify } = services.access;
  const context = { store, openCalls, report, identify, counters, isClosing: () => closing };
  const grpc = grpcServer(context, services, () => port);
  const sources = { ...services, store, counters, openCalls: () => openCalls.size };
  const http = httpServer({ ...context, ...services, overview: () => overview(sources) });
  const listener = await listen({ ...options, grpc, http }).catch(async (error: unknown) => {
    await stopServices(services);
    throw error;
  });
  port = listener.port;
  return {
    port,
    openCalls: () => openCalls.size,
    close: async () => {
      closing = true;
      listener.stop();
      await store.writer.queue.idle();
      for (const call of [...openCalls]) call.end();
      await stopServices(services);
      await shutDown(grpc);
      http.closeAllConnections();
    },
  };
};
