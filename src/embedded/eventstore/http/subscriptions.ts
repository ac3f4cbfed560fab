// Persistent subscriptions to streams over HTTP, in the shape older servers answer: what the client falls back
// to when gRPC does not offer them.

import { placeText, startText } from '../persistent/definition.js';
import { GroupError } from '../persistent/group-error.js';
import { groupInfo } from '../persistent/group-info.js';
import type { Group } from '../persistent/group.js';
import type { Groups } from '../persistent/groups.js';
import type { Store } from '../store/store.js';
import type { ConnectionInfo } from '../wire/persistent-info.js';
import { json, refusal, type Answer } from './answer.js';

const NONE = -1;

const numberIn = (text: string): number | string => {
  if (text === '') return NONE;
  return /^-?\d+$/.test(text) ? Number(text) : text;
};

const connection = (info: ConnectionInfo): Readonly<Record<string, unknown>> => ({
  from: info.from,
  username: '',
  connectionName: info.connectionName,
  averageItemsPerSecond: info.rate.perSecond,
  totalItemsProcessed: info.rate.total,
  countSinceLastMeasurement: info.rate.sinceMeasured,
  availableSlots: info.availableSlots,
  inFlightMessages: info.inFlight,
  extraStatistics: info.measurements.map(({ key, value }) => ({ key, value })),
});

const configOf = (group: Group): Readonly<Record<string, unknown>> => {
  const { settings } = group.definition;
  return {
    startFrom: numberIn(startText(group.definition)),
    resolveLinktos: settings.resolveLinks,
    extraStatistics: settings.extraStatistics,
    messageTimeoutMilliseconds: settings.messageTimeoutMs,
    maxRetryCount: settings.maxRetryCount,
    checkPointAfterMilliseconds: settings.checkpointAfterMs,
    minCheckPointCount: settings.minCheckpointCount,
    maxCheckPointCount: settings.maxCheckpointCount,
    maxSubscriberCount: settings.maxSubscriberCount,
    liveBufferSize: settings.liveBufferSize,
    readBatchSize: settings.readBatchSize,
    bufferSize: settings.historyBufferSize,
    namedConsumerStrategy: settings.strategy,
  };
};

const described = (store: Store, group: Group): Readonly<Record<string, unknown>> => {
  const info = groupInfo(store, group);
  const { at } = group.checkpoints;
  return {
    eventStreamId: group.definition.source,
    groupName: group.definition.group,
    status: info.status.join(', '),
    config: configOf(group),
    connections: info.connections.map(connection),
    averageItemsPerSecond: info.rate.perSecond,
    totalItemsProcessed: info.rate.total,
    countSinceLastMeasurement: info.rate.sinceMeasured,
    lastProcessedEventNumber: at === undefined ? NONE : numberIn(placeText(group.definition, at)),
    lastKnownEventNumber: numberIn(info.lastKnown),
    readBufferCount: info.readBuffered,
    liveBufferCount: info.liveBuffered,
    retryBufferCount: info.toRetry,
    totalInFlightMessages: info.inFlight,
    outstandingMessagesCount: info.outstanding,
    parkedMessageCount: info.parked,
  };
};

const orNotFound = async (action: () => Promise<Answer>): Promise<Answer> => {
  try {
    return await action();
  } catch (error) {
    if (error instanceof GroupError && error.problem === 'does-not-exist') return refusal(404, 'Not Found');
    throw error;
  }
};

/** The groups of a stream, or of all. */
export const listGroups = (groups: Groups, store: Store, source?: string): Promise<Answer> =>
  orNotFound(async () => {
    await groups.idle();
    return json(groups.list(source).map((group) => described(store, group)));
  });

export const showGroup = (
  groups: Groups,
  store: Store,
  [source, group]: readonly [string, string],
): Promise<Answer> => orNotFound(async () => json(described(store, await groups.settled({ source, group }))));

/** `stopAt` is a revision in the parked stream, exclusive; null = no limit. */
export const replayGroup = (
  groups: Groups,
  [source, group]: readonly [string, string],
  stopAt: string | null,
): Promise<Answer> =>
  orNotFound(async () => {
    const found = await groups.settled({ source, group });
    if (stopAt !== null && !/^\d{1,15}$/.test(stopAt)) return refusal(400, 'stopAt is no revision');
    found.replayParked(stopAt === null ? undefined : Number(stopAt));
    return json({ result: 'Success' });
  });

export const restartGroups = async (groups: Groups): Promise<Answer> => {
  await groups.restart();
  return json({ result: 'Success' });
};
