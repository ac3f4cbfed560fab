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
import type { RpcContext } from './context.js';
import { requireKnown, requireOperator } from './identity.js';
import { definitionFrom } from './persistent-definition.js';
import { groupStatusOfThrown } from './persistent-status.js';
import { invalidArgument, type CallError } from './status.js';
import { unaryWork, type Work } from './unary-work.js';

const nameFrom = ({ source, group }: NamedRequest): GroupName => {
  if (source === undefined) throw invalidArgument('Neither a stream nor $all was named');
  return { source, group };
};

/** Work only those who run the server may ask for. */
const change =
  (apply: (request: Buffer) => Promise<void>): Work =>
  async (bytes, caller) => {
    requireOperator(caller);
    await apply(bytes);
    return undefined;
  };

const replayParked =
  (groups: Groups) =>
  async (bytes: Buffer): Promise<void> => {
    const request = readReplayRequest(bytes);
    const name = nameFrom(request);
    const group = await groups.settled(name);
    const { stopAt } = request;
    if (stopAt !== undefined && stopAt < 0n) {
      throw new GroupError('failed', name, 'Cannot stop replaying parked messages at a negative version.');
    }
    group.replayParked(stopAt === undefined ? undefined : Number(stopAt));
  };

const list =
  ({ store }: RpcContext, groups: Groups): Work =>
  async (bytes, caller) => {
    requireKnown(caller);
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
    Create: change((bytes) => groups.create(definitionFrom(readGroupRequest(bytes)))),
    Update: change((bytes) => groups.update(definitionFrom(readGroupRequest(bytes)))),
    Delete: change((bytes) => groups.delete(nameFrom(readDeleteGroup(bytes)))),
    GetInfo: async (bytes, caller) => {
      requireKnown(caller);
      const group = await groups.settled(nameFrom(readInfoRequest(bytes)));
      return infoAnswer(groupInfo(context.store, group));
    },
    List: list(context, groups),
    ReplayParked: change(replayParked(groups)),
    RestartSubsystem: change(() => groups.restart()),
  };
  const handling = { where: 'persistent subscriptions', report: context.report };
  const statusOf = (error: unknown): CallError => groupStatusOfThrown(error, handling);
  return Object.fromEntries(
    Object.entries(works).map(([name, work]) => [name, unaryWork(context, work, statusOf)]),
  );
};
