// Writes the protobuf wire format. Two ways: `put*` into memory already sized (the hot path of appends),
// and `message(...)` that joins small parts (answers).

/** Bytes a varint takes. */
export const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
};

/** Writes an unsigned varint at `pos`; returns the position after it. Exact up to 2^53. */
export const putVarint = (buf: Buffer, pos: number, value: number): number => {
  let rest = value;
  let at = pos;
  while (rest > 0x7fffffff) {
    buf[at++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  while (rest > 127) {
    buf[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  buf[at++] = rest;
  return at;
};

/** Writes a tag, a length and the bytes; returns the position after them. */
export const putBytes = (buf: Buffer, pos: number, field: { tag: number; bytes: Buffer }): number => {
  buf[pos] = field.tag;
  const at = putVarint(buf, pos + 1, field.bytes.length);
  buf.set(field.bytes, at);
  return at + field.bytes.length;
};

export const EMPTY: Buffer = Buffer.alloc(0);

/** Joins fields into one message. */
export const message = (...fields: readonly Buffer[]): Buffer =>
  fields.length === 1 && fields[0] !== undefined ? fields[0] : Buffer.concat(fields);

/** A number field. */
export const numberField = (field: number, value: number): Buffer => {
  if (value > Number.MAX_SAFE_INTEGER || value < 0) return int64Field(field, BigInt(value));
  const buf = Buffer.allocUnsafe(5 + 8);
  const at = putVarint(buf, 0, field * 8);
  return buf.subarray(0, putVarint(buf, at, value));
};

const UINT64_MAX = 2n ** 64n - 1n;

/** A number field of full 64 bits; negative numbers in two's complement, as the protocol does. */
export const int64Field = (field: number, value: bigint): Buffer => {
  const bytes: number[] = [];
  let rest = value < 0n ? BigInt.asUintN(64, value) : value > UINT64_MAX ? UINT64_MAX : value;
  while (rest > 127n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.concat([tagBytes(field * 8), Buffer.from(bytes)]);
};

/** A length-delimited field: bytes, a string or a nested message. */
export const bytesField = (field: number, value: Buffer | string): Buffer => {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const tag = field * 8 + 2;
  const buf = Buffer.allocUnsafe(varintSize(tag) + varintSize(bytes.length) + bytes.length);
  const at = putVarint(buf, putVarint(buf, 0, tag), bytes.length);
  buf.set(bytes, at);
  return buf;
};

/** A field whose message has no content: the protocol's Empty. */
export const emptyField = (field: number): Buffer => bytesField(field, EMPTY);

const tagBytes = (tag: number): Buffer => {
  const buf = Buffer.allocUnsafe(varintSize(tag));
  putVarint(buf, 0, tag);
  return buf;
};
