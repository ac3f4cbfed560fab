// What of a log is copied, and how two events are told to be the same.

import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client';

/** An event of $all. */
export type LogEvent = AllStreamRecordedEvent;

/** The type of events that stand for what the source has scavenged, so that later ones keep their revisions. */
export const FILLER_TYPE = '$scavenged';

const SERVER_STREAMS = new Set([
  '$store',
  '$streams',
  '$settings',
  '$users',
  '$scavenges',
  '$persistentSubscriptionConfig',
  '$epoch-information',
]);

const SERVER_PREFIXES = [
  ...['$ce-', '$et-', '$et', '$bc-', '$category-', '$stats-', '$projections-', '$scavenges-'],
  ...['$user-', '$mem-', '$persistentsubscription-'],
];

/** True for streams a server writes by itself: the other server has its own. */
const isServerMade = (stream: string): boolean =>
  SERVER_STREAMS.has(stream) || SERVER_PREFIXES.some((prefix) => stream.startsWith(prefix));

/** What an event of $all is to a copy. */
export type Kind = 'event' | 'metadata' | 'tombstone' | 'not copied';

/** The stream a metadata stream describes. */
export const describedBy = (metastream: string): string => metastream.slice(2);

export const kindOf = ({ streamId, type }: LogEvent): Kind => {
  if (streamId.startsWith('$$')) return isServerMade(describedBy(streamId)) ? 'not copied' : 'metadata';
  if (isServerMade(streamId) || type === FILLER_TYPE) return 'not copied';
  return type === '$streamDeleted' ? 'tombstone' : 'event';
};

const bytes = (_key: string, value: unknown): unknown =>
  value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;

/** A text that is the same for the same event, wherever it is stored. */
export const fingerprint = ({
  id,
  streamId,
  revision,
  type,
  isJson,
  data,
  metadata,
}: RecordedEvent): string =>
  JSON.stringify([id, streamId, String(revision), type, isJson, data, metadata], bytes);
