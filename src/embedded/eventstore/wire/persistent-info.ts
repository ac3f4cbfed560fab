// What GetInfo and List answer.

import type { SettingsShape } from './group-settings.js';
import { bytesField, message, numberField } from './writer.js';

interface RateInfo {
  readonly total: number;
  readonly perSecond: number;
  readonly sinceMeasured: number;
}

export interface ConnectionInfo {
  readonly from: string;
  readonly connectionName: string;
  readonly rate: RateInfo;
  readonly availableSlots: number;
  readonly inFlight: number;
  readonly measurements: readonly { readonly key: string; readonly value: number }[];
}

export interface GroupInfo {
  readonly name: { readonly source: string; readonly group: string };
  readonly settings: SettingsShape<string>;
  readonly startFrom: string;
  readonly status: readonly string[];
  readonly connections: readonly ConnectionInfo[];
  readonly rate: RateInfo;
  /** '' = none. */
  readonly lastCheckpointed: string;
  /** '' = none. */
  readonly lastKnown: string;
  readonly readBuffered: number;
  readonly liveBuffered: number;
  readonly toRetry: number;
  readonly inFlight: number;
  /** In flight, or on the way into the parked stream. */
  readonly outstanding: number;
  readonly parked: number;
}

/** There are no users here. */
const USER = 'anonymous';

const numbers = (first: number, values: readonly number[]): Buffer =>
  message(...values.map((value, index) => numberField(first + index, value)));

const encodeConnection = (connection: ConnectionInfo): Buffer => {
  const { rate, measurements } = connection;
  return message(
    bytesField(1, connection.from),
    bytesField(2, USER),
    numbers(3, [rate.perSecond, rate.total, rate.sinceMeasured]),
    ...measurements.map(({ key, value }) =>
      bytesField(6, message(bytesField(1, key), numberField(2, value))),
    ),
    numbers(7, [connection.availableSlots, connection.inFlight]),
    bytesField(9, connection.connectionName),
  );
};

const encodeSettings = (settings: SettingsShape<string>): Buffer =>
  message(
    numberField(12, settings.messageTimeoutMs),
    numberField(13, Number(settings.extraStatistics)),
    numbers(14, [
      settings.maxRetryCount,
      settings.liveBufferSize,
      settings.historyBufferSize,
      settings.readBatchSize,
      settings.checkpointAfterMs,
      settings.minCheckpointCount,
      settings.maxCheckpointCount,
    ]),
    bytesField(26, settings.strategy),
    numberField(27, settings.maxSubscriberCount),
  );

const encodeInfo = (info: GroupInfo): Buffer => {
  const { name, settings, rate } = info;
  return message(
    bytesField(1, name.source),
    bytesField(2, name.group),
    bytesField(3, info.status.join(', ')),
    ...info.connections.map((connection) => bytesField(4, encodeConnection(connection))),
    numbers(5, [rate.perSecond, rate.total, rate.sinceMeasured]),
    bytesField(8, info.lastCheckpointed),
    bytesField(9, info.lastKnown),
    numberField(10, Number(settings.resolveLinks)),
    bytesField(11, info.startFrom),
    encodeSettings(settings),
    numbers(21, [info.readBuffered, info.liveBuffered, info.toRetry, info.inFlight, info.outstanding]),
    numberField(28, info.parked),
  );
};

/** GetInfoResp. */
export const infoAnswer = (info: GroupInfo): Buffer => bytesField(1, encodeInfo(info));

/** ListResp. */
export const listAnswer = (infos: readonly GroupInfo[]): Buffer =>
  message(...infos.map((info) => bytesField(1, encodeInfo(info))));
