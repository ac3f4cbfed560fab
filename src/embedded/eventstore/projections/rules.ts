// The system projections as rules: which link, if any, an event of the log gives rise to. Pure. What projections
// write themselves gives rise to nothing, so they never feed each other or themselves.

import { createHash } from 'node:crypto';
import { isShownInAll } from '../rpc/filter.js';
import { isMetastream, parseStreamMetadata } from '../store/stream-metadata.js';
import type { NewEvent } from '../store/transaction.js';
import { LINK_TYPE } from '../wire/link.js';
import {
  recordCreatedMs,
  recordCustomMetadata,
  recordData,
  recordId,
  recordJsonData,
  recordPosition,
  recordRevision,
  recordStream,
  recordType,
} from '../wire/peek-record.js';
import { TOMBSTONE_REVISION } from '../wire/tombstone-revision.js';

export const PROJECTIONS = [
  '$by_category',
  '$by_event_type',
  '$streams',
  '$stream_by_category',
  '$by_correlation_id',
] as const;

export type ProjectionName = (typeof PROJECTIONS)[number];

export const isProjection = (name: string): name is ProjectionName =>
  PROJECTIONS.some((projection) => projection === name);

/** An event to append to an index stream. */
export interface IndexEntry {
  readonly stream: string;
  readonly event: NewEvent;
}

const REFERENCE_TYPE = '$@';
const TOMBSTONE_TYPE = '$streamDeleted';
/** 2^63-1, which no double can hold. */
const TOMBSTONE_TEXT = '9223372036854775807';

/** What a rule looks at. */
interface Source {
  readonly record: Buffer;
  readonly stream: string;
  readonly type: string;
  readonly revision: number;
  /** `<revision>@<stream>`: what tells the event apart, for ever. */
  readonly name: string;
}

/** Where an entry goes and what it says. */
interface Target {
  readonly stream: string;
  readonly type: string;
  readonly data: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

type Rule = (source: Source) => Target | undefined;

const categoryOf = (stream: string): string | undefined => {
  if (stream.startsWith('$')) return undefined;
  const dash = stream.indexOf('-');
  return dash > 0 ? stream.slice(0, dash) : undefined;
};

/** A link forwards what it says itself, so that links never chain. */
const linkText = ({ record, type, name }: Source): string =>
  type === LINK_TYPE ? recordData(record).toString('utf8') : name;

const byCategory: Rule = (source) => {
  const category = categoryOf(source.stream);
  if (category === undefined || source.type === TOMBSTONE_TYPE) return undefined;
  const metadata = { $o: source.stream };
  return { stream: `$ce-${category}`, type: LINK_TYPE, data: linkText(source), metadata };
};

const isSoftDelete = ({ record, stream, type }: Source): boolean =>
  type === '$metadata' && isMetastream(stream) && parseStreamMetadata(recordJsonData(record)).deleted;

const byEventType: Rule = (source) => {
  const { type, name } = source;
  if (type === LINK_TYPE || type === REFERENCE_TYPE) return undefined;
  const isDelete = type === TOMBSTONE_TYPE || isSoftDelete(source);
  return { stream: `$et-${isDelete ? '$deleted' : type}`, type: LINK_TYPE, data: name };
};

const OWN_STREAM = /^\$(?:ce-|et-|bc-|category-|streams$)/;

const streams: Rule = ({ stream, revision, name }) =>
  revision > 0 || OWN_STREAM.test(stream) ? undefined : { stream: '$streams', type: LINK_TYPE, data: name };

const streamByCategory: Rule = ({ stream, revision }) => {
  const category = categoryOf(stream);
  if (category === undefined || revision > 0) return undefined;
  return { stream: `$category-${category}`, type: REFERENCE_TYPE, data: stream };
};

const correlationIn = (metadata: Buffer): string | undefined => {
  // Parsing every event's metadata would cost more than everything else.
  if (!metadata.includes('"$correlationId"')) return undefined;
  try {
    const value: unknown = JSON.parse(metadata.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && '$correlationId' in value;
    return isObject && typeof value.$correlationId === 'string' ? value.$correlationId : undefined;
  } catch {
    // Metadata that is not JSON has no correlation id.
    return undefined;
  }
};

const byCorrelationId: Rule = (source) => {
  const id = correlationIn(recordCustomMetadata(source.record));
  if (id === undefined || id === '') return undefined;
  const metadata = { $eventTimestamp: new Date(recordCreatedMs(source.record)).toISOString() };
  return { stream: `$bc-${id}`, type: LINK_TYPE, data: linkText(source), metadata };
};

const RULES: Readonly<Record<ProjectionName, Rule>> = {
  $by_category: byCategory,
  $by_event_type: byEventType,
  $streams: streams,
  $stream_by_category: streamByCategory,
  $by_correlation_id: byCorrelationId,
};

/** An id made of what is indexed: the same entry has the same id whenever it is made. */
const entryId = (projection: ProjectionName, name: string): string => {
  const hex = createHash('sha1').update(`${projection} ${name}`).digest('hex');
  const variant = ((parseInt(hex[16] ?? '0', 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
};

const isOwnRecord = (stream: string): boolean => stream.startsWith('$projections-');

/** What a projection makes of a record; undefined when it is of no interest to it. */
export const indexEntry = (projection: ProjectionName, record: Buffer): IndexEntry | undefined => {
  const stream = recordStream(record);
  if (isOwnRecord(stream) || !isShownInAll(record)) return undefined;
  const type = recordType(record);
  const revision = type === TOMBSTONE_TYPE ? TOMBSTONE_REVISION : recordRevision(record);
  const name = `${type === TOMBSTONE_TYPE ? TOMBSTONE_TEXT : String(revision)}@${stream}`;
  const target = RULES[projection]({ record, stream, type, revision, name });
  if (target === undefined) return undefined;
  const position = recordPosition(record);
  const metadata = { ...target.metadata, $causedBy: recordId(record), $c: position, $p: position };
  return {
    stream: target.stream,
    event: {
      id: entryId(projection, name),
      type: target.type,
      isJson: false,
      customMetadata: Buffer.from(JSON.stringify(metadata)),
      data: Buffer.from(target.data),
    },
  };
};
