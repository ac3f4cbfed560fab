// Looks into a stored record (see recorded-event.ts) without decoding it.

import {
  cursorOf,
  readBytes,
  readMessage,
  readString,
  readVarint,
  skipField,
  type Cursor,
} from './reader.js';
import { structuredUuid } from './uuid.js';
import { bytesField, message } from './writer.js';

/** A cursor over the RecordedEvent inside a record. */
const eventOf = (record: Buffer): Cursor => {
  const outer = cursorOf(record);
  readVarint(outer);
  const read = readMessage(outer);
  readVarint(read);
  return readMessage(read);
};

/** The event's id. */
export const recordId = (record: Buffer): string => {
  const c = eventOf(record);
  return record.toString('latin1', c.pos + 4, c.pos + 40);
};

const afterId = (record: Buffer): Cursor => {
  const c = eventOf(record);
  c.pos += 40;
  return c;
};

/** The name of the stream the event is in. */
export const recordStream = (record: Buffer): string => {
  const c = afterId(record);
  readVarint(c);
  const stream = readMessage(c);
  readVarint(stream);
  return readString(stream);
};

/** True if the stream's name starts with '$': a cheap first look before `recordStream`. */
export const isSystemRecord = (record: Buffer): boolean => {
  const c = afterId(record);
  readVarint(c);
  const stream = readMessage(c);
  readVarint(stream);
  const name = readMessage(stream);
  return record[name.pos] === 0x24;
};

/** The event's position in the log. */
export const recordPosition = (record: Buffer): number => {
  const c = afterId(record);
  for (let field = 0; field < 2; field++) skipField(c, readVarint(c));
  readVarint(c);
  return readVarint(c);
};

/** The event's revision in its stream; meaningless for a tombstone. */
export const recordRevision = (record: Buffer): number => {
  const c = afterId(record);
  skipField(c, readVarint(c));
  readVarint(c);
  return readVarint(c);
};

const atAttributes = (record: Buffer): Cursor => {
  const c = afterId(record);
  for (let field = 0; field < 4; field++) skipField(c, readVarint(c));
  return c;
};

const attributeValue = (c: Cursor): string => {
  readVarint(c);
  const entry = readMessage(c);
  skipField(entry, readVarint(entry));
  readVarint(entry);
  return readString(entry);
};

/** The event's type. */
export const recordType = (record: Buffer): string => attributeValue(atAttributes(record));

/** When the event was accepted, in milliseconds since 1970. */
export const recordCreatedMs = (record: Buffer): number => {
  const c = atAttributes(record);
  skipField(c, readVarint(c));
  return Number(attributeValue(c).slice(0, -4));
};

/** The event's data, or undefined when it is not marked as JSON. */
export const recordJsonData = (record: Buffer): Buffer | undefined => {
  const c = atAttributes(record);
  skipField(c, readVarint(c));
  skipField(c, readVarint(c));
  if (attributeValue(c) !== 'application/json') return undefined;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x42) return readBytes(c);
    skipField(c, tag);
  }
  return Buffer.alloc(0);
};

/** A body of the event: field 7 is its custom metadata, field 8 its data. */
const bodyOf = (record: Buffer, wanted: number): Buffer => {
  const c = atAttributes(record);
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === wanted) return readBytes(c);
    skipField(c, tag);
  }
  return record.subarray(0, 0);
};

/** The event's data, whatever it is. */
export const recordData = (record: Buffer): Buffer => bodyOf(record, 0x42);

/** The event's custom metadata, whatever it is. */
export const recordCustomMetadata = (record: Buffer): Buffer => bodyOf(record, 0x3a);

/** The RecordedEvent message inside a record, sharing its memory. */
export const recordedEvent = (record: Buffer): Buffer => {
  const c = eventOf(record);
  return record.subarray(c.pos, c.end);
};

/** What a record answers with inside its outermost field: the event and its commit position. */
export const recordContent = (record: Buffer): Buffer => {
  const c = cursorOf(record);
  readVarint(c);
  return readBytes(c);
};

/** The same record with its id as two halves, for clients that ask for structured ids. */
export const withStructuredId = (record: Buffer): Buffer => {
  const c = eventOf(record);
  const event = message(bytesField(1, structuredUuid(recordId(record))), record.subarray(c.pos + 40, c.end));
  return bytesField(1, message(bytesField(1, event), record.subarray(c.end)));
};
