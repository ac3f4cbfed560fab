// The unary calls about persistent subscriptions: Create, Update, Delete, GetInfo, List, ReplayParked,
// RestartSubsystem. An answer means that what was asked for is durable, except for replays, which only begin.

import type { handleUnaryCall } from '@grpc/grpc-js';
import { GroupError, type GroupName } from '../persistent/group-error.js';
import { groupInfo } from '../persistent/group-info.js';
import type { Groups } from '../persistent/groups.js';
import { infoAnswer, listAnswer } from '../wire/persistent-info.js';
import {
  readDeleteGroup,
  readInfoRequest,
  readListRequest,
  readReplayRequest,
  type NamedRequest,
} from '../wire/persistent-requests.js';
import { readGroupRequest } from '../wire/persistent-settings.js';
import { EMPTY } from '../wire/writer.js';
import type { RpcContext } from './context.js';
import { definitionFrom } from './persistent-definition.js';
import { groupStatusOfThrown } from './persistent-status.js';
import { invalidArgument, notReady } from './status.js';

type Work = (request: Buffer) => Promise<Buffer | undefined>;

/** A handler that answers with what the work resolves to; nothing stands for an empty answer. */
const handler =
  ({ report, isClosing }: RpcContext, work: Work): handleUnaryCall<Buffer, Buffer> =>
  (call, callback) => {
    if (isClosing()) {
      callback(notReady());
      return;
    }
    // Reading the request may throw too: it becomes a rejection like any other.
    Promise.resolve(call.request)
      .then(work)
      .then(
        (answer) => {
          callback(null, answer ?? EMPTY);
        },
        (error: unknown) => {
          callback(groupStatusOfThrown(error, { where: 'persistent subscriptions', report }));
        },
      );
  };

const nameFrom = ({ source, group }: NamedRequest): GroupName => {
  if (source === undefined) throw invalidArgument('Neither a stream nor $all was named');
  return { source, group };
};

const done = async (change: Promise<void>): Promise<undefined> => {
  await change;
};

const replayParked =
  (groups: Groups): Work =>
  async (bytes) => {
    const request = readReplayRequest(bytes);
    const name = nameFrom(request);
    const group = await groups.settled(name);
    const { stopAt } = request;
    if (stopAt !== undefined && stopAt < 0n) {
      throw new GroupError('failed', name, 'Cannot stop replaying parked messages at a negative version.');
    }
    group.replayParked(stopAt === undefined ? undefined : Number(stopAt));
    return undefined;
  };

const list =
  ({ store }: RpcContext, groups: Groups): Work =>
  async (bytes) => {
    const source = readListRequest(bytes);
    await groups.idle();
    return listAnswer(groups.list(source).map((group) => groupInfo(store, group)));
  };

/** The handlers of all unary methods, by the method's name. */
export const persistentHandlers = (
  context: RpcContext,
  groups: Groups,
): Readonly<Record<string, handleUnaryCall<Buffer, Buffer>>> => {
  const works: Readonly<Record<string, Work>> = {
    Create: (bytes) => done(groups.create(definitionFrom(readGroupRequest(bytes)))),
    Update: (bytes) => done(groups.update(definitionFrom(readGroupRequest(bytes)))),
    Delete: (bytes) => done(groups.delete(nameFrom(readDeleteGroup(bytes)))),
    GetInfo: async (bytes) => {
      const group = await groups.settled(nameFrom(readInfoRequest(bytes)));
      return infoAnswer(groupInfo(context.store, group));
    },
    List: list(context, groups),
    ReplayParked: replayParked(groups),
    RestartSubsystem: () => done(groups.restart()),
  };
  return Object.fromEntries(Object.entries(works).map(([name, work]) => [name, handler(context, work)]));
};
