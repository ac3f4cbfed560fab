// The Projections service. System projections can be switched, reset and asked how they do; they keep no state,
// so state and result are an empty object. Projections written by users are not supported and say so.

import {
  status as Code,
  type handleServerStreamingCall,
  type handleUnaryCall,
  type Server,
} from '@grpc/grpc-js';
import { ProjectionError, type ProjectionStatus, type Projections } from '../projections/projections.js';
import {
  EMPTY_STATE,
  readProjectionName,
  readStatisticsRequest,
  statisticsAnswer,
} from '../wire/projection-messages.js';
import { statusOfThrown } from './attempt.js';
import { serve, type RpcContext } from './context.js';
import { accessDenied, callerOf, requireKnown, requireOperator } from './identity.js';
import { callError, isCallError, notReady, type CallError } from './status.js';
import { unaryWork, type Work } from './unary-work.js';

export const NO_USER_PROJECTIONS = 'User-written projections are not supported by this server';

const notSupported = (): CallError => callError(Code.UNIMPLEMENTED, NO_USER_PROJECTIONS);

const place = (position: number): string => `C:${String(position)}/P:${String(position)}`;

const answerOf = (status: ProjectionStatus): Buffer =>
  statisticsAnswer({
    name: status.name,
    status: status.isRunning ? 'Running' : 'Stopped',
    position: place(status.position),
    lastCheckpoint: place(status.checkpoint),
    progress: status.progress,
    processed: status.looked,
    busyMs: status.busyMs,
  });

const statistics = (projections: Projections, bytes: Buffer): readonly ProjectionStatus[] => {
  const asked = readStatisticsRequest(bytes);
  if (typeof asked === 'object') return [projections.status(asked.name)];
  return asked === 'all' || asked === 'continuous' ? projections.list() : [];
};

const statusFor =
  ({ report }: RpcContext) =>
  (error: unknown): CallError => {
    if (error instanceof ProjectionError) return callError(Code.NOT_FOUND, error.message);
    return isCallError(error) ? error : statusOfThrown(error, { where: 'projections', report });
  };

/** A change of one projection by its name. */
const change =
  (apply: (name: string) => Promise<void>): Work =>
  async (bytes, caller) => {
    requireOperator(caller);
    await apply(readProjectionName(bytes));
    return undefined;
  };

/** Something only projections of users have: unknown names are unknown all the same. */
const userOnly =
  (projections: Projections): Work =>
  (bytes, caller) => {
    requireOperator(caller);
    projections.status(readProjectionName(bytes));
    throw notSupported();
  };

const stateless =
  (projections: Projections): Work =>
  (bytes, caller) => {
    requireKnown(caller);
    projections.status(readProjectionName(bytes));
    return Promise.resolve(EMPTY_STATE);
  };

const create: Work = (_bytes, caller) => {
  requireOperator(caller);
  throw notSupported();
};

const worksOf = (projections: Projections): Readonly<Record<string, Work>> => ({
  Create: create,
  Update: userOnly(projections),
  Delete: userOnly(projections),
  Enable: change((name) => projections.enable(name)),
  Disable: change((name) => projections.disable(name)),
  Reset: change((name) => projections.reset(name)),
  State: stateless(projections),
  Result: stateless(projections),
  RestartSubsystem: async (_bytes, caller) => {
    requireOperator(caller);
    await projections.restart();
    return undefined;
  },
});

const statisticsHandler =
  (context: RpcContext, projections: Projections): handleServerStreamingCall<Buffer, Buffer> =>
  (call) => {
    const caller = callerOf(context, call.metadata);
    try {
      if (caller instanceof Error) throw caller;
      if (!caller.isKnown) throw accessDenied();
      if (context.isClosing()) throw notReady();
      for (const status of statistics(projections, call.request)) call.write(answerOf(status));
      call.end();
    } catch (error) {
      call.emit('error', statusFor(context)(error));
    }
  };

const SERVICE = '/event_store.client.projections.Projections';

/** Puts the service on the server. */
export const serveProjections = (server: Server, context: RpcContext, projections: Projections): void => {
  for (const [method, work] of Object.entries(worksOf(projections))) {
    const handle: handleUnaryCall<Buffer, Buffer> = unaryWork(context, work, statusFor(context));
    serve(server, { path: `${SERVICE}/${method}`, kind: 'unary', handle });
  }
  const handle = statisticsHandler(context, projections);
  serve(server, { path: `${SERVICE}/Statistics`, kind: 'serverStream', handle });
};
