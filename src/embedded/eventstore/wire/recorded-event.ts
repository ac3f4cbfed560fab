// The stored form of an event: the finished ReadResp message a plain read answers with, so reads only send
// it. Layout: ReadResp.event{ RecordedEvent{ id, stream, revision, prepare, commit, type, created, content
// type, custom metadata, data }, commit_position }. The order of fields is relied upon by `peekRecord`.

import { TOMBSTONE_WIRE } from './tombstone-revision.js';
import { putBytes, putVarint, varintSize } from './writer.js';

/** What the store adds to a proposed event when it accepts it. */
export interface RecordParts {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
  /** The stream's field 2, ready made: see `streamField`. */
  readonly stream: Buffer;
  /** 0, 1, 2 ...; or 'tombstone'. */
  readonly revision: number | 'tombstone';
  readonly position: number;
  readonly createdMs: number;
}

/** Field 2 of a RecordedEvent; worth keeping per stream. */
export const streamField = (name: string): Buffer => {
  const bytes = Buffer.from(name);
  const inner = 1 + varintSize(bytes.length) + bytes.length;
  const field = Buffer.allocUnsafe(1 + varintSize(inner) + inner);
  field[0] = 0x12;
  putBytes(field, putVarint(field, 1, inner), { tag: 0x1a, bytes });
  return field;
};

/** A metadata map entry with a fixed key, as bytes up to the value's length. */
const entry = (key: string, value: string): Buffer => {
  const inner = 1 + 1 + key.length + 1 + 1 + value.length;
  return Buffer.from([
    0x32,
    inner,
    0x0a,
    key.length,
    ...Buffer.from(key),
    0x12,
    value.length,
    ...Buffer.from(value),
  ]);
};

const JSON_ENTRY = entry('content-type', 'application/json');
const BINARY_ENTRY = entry('content-type', 'application/octet-stream');
const TYPE_KEY = Buffer.from([0x0a, 4, ...Buffer.from('type')]);
const ID_HEAD = Buffer.from([0x0a, 38, 0x12, 36]);
/** The bytes of `created` before its digits: 17 digits from the year 2001 to 2286. */
const CREATED_DIGITS = 17;
const CREATED_HEAD = entry('created', '0'.repeat(CREATED_DIGITS)).subarray(0, -CREATED_DIGITS);

const bodySize = (bytes: Buffer): number =>
  bytes.length === 0 ? 0 : 1 + varintSize(bytes.length) + bytes.length;

interface Sizes {
  readonly type: number;
  readonly typeEntry: number;
  readonly event: number;
  readonly read: number;
  readonly total: number;
}

const sizesOf = (parts: RecordParts): Sizes => {
  const type = Buffer.byteLength(parts.type);
  const typeEntry = TYPE_KEY.length + 1 + varintSize(type) + type;
  const position = varintSize(parts.position);
  const revision = parts.revision === 'tombstone' ? TOMBSTONE_WIRE.length : varintSize(parts.revision);
  const event =
    ID_HEAD.length +
    36 +
    parts.stream.length +
    (1 + revision) +
    2 * (1 + position) +
    (1 + varintSize(typeEntry) + typeEntry) +
    (CREATED_HEAD.length + CREATED_DIGITS) +
    (parts.isJson ? JSON_ENTRY : BINARY_ENTRY).length +
    bodySize(parts.customMetadata) +
    bodySize(parts.data);
  const read = 1 + varintSize(event) + event + 1 + position;
  return { type, typeEntry, event, read, total: 1 + varintSize(read) + read };
};

const putRaw = (buf: Buffer, pos: number, bytes: Buffer): number => {
  buf.set(bytes, pos);
  return pos + bytes.length;
};

const putIdentity = (buf: Buffer, pos: number, parts: RecordParts): number => {
  let at = putRaw(buf, pos, ID_HEAD);
  at += buf.write(parts.id, at, 'latin1');
  at = putRaw(buf, at, parts.stream);
  buf[at] = 0x18;
  at =
    parts.revision === 'tombstone'
      ? putRaw(buf, at + 1, TOMBSTONE_WIRE)
      : putVarint(buf, at + 1, parts.revision);
  buf[at] = 0x20;
  at = putVarint(buf, at + 1, parts.position);
  buf[at] = 0x28;
  return putVarint(buf, at + 1, parts.position);
};

const putAttributes = (buf: Buffer, pos: number, { parts, sizes }: { parts: RecordParts; sizes: Sizes }) => {
  buf[pos] = 0x32;
  let at = putRaw(buf, putVarint(buf, pos + 1, sizes.typeEntry), TYPE_KEY);
  buf[at] = 0x12;
  at = putVarint(buf, at + 1, sizes.type);
  at += buf.write(parts.type, at, 'utf8');
  at = putRaw(buf, at, CREATED_HEAD);
  // 100-ns ticks do not fit a double exactly: milliseconds and four zeros do.
  at += buf.write(`${String(parts.createdMs)}0000`, at, 'latin1');
  return putRaw(buf, at, parts.isJson ? JSON_ENTRY : BINARY_ENTRY);
};

/** Encodes a record into memory from `allocate`, which is asked once for the exact size. */
export const encodeRecord = (parts: RecordParts, allocate: (size: number) => Buffer): Buffer => {
  const sizes = sizesOf(parts);
  const buf = allocate(sizes.total);
  buf[0] = 0x0a;
  let at = putVarint(buf, 1, sizes.read);
  buf[at] = 0x0a;
  at = putIdentity(buf, putVarint(buf, at + 1, sizes.event), parts);
  at = putAttributes(buf, at, { parts, sizes });
  if (parts.customMetadata.length > 0) at = putBytes(buf, at, { tag: 0x3a, bytes: parts.customMetadata });
  if (parts.data.length > 0) at = putBytes(buf, at, { tag: 0x42, bytes: parts.data });
  buf[at] = 0x18;
  putVarint(buf, at + 1, parts.position);
  return buf;
};
