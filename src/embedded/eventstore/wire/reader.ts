// Reads the protobuf wire format from a Buffer without copying it.
// Promises: never reads outside the message. Fails with WireError on anything that is cut short or malformed.

/** A position inside a message; `end` is exclusive. */
export interface Cursor {
  readonly buf: Buffer;
  pos: number;
  readonly end: number;
}

/** The bytes are not a well-formed message. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

export const cursorOf = (buf: Buffer): Cursor => ({ buf, pos: 0, end: buf.length });

const truncated = (): WireError => new WireError('Message is cut short');

/**
 * Reads an unsigned varint as a double. Exact up to 2^53; larger values (2^63-1, 2^64-1) are rounded,
 * which is enough for this protocol: there they only ever mean "no limit" or "deleted".
 */
export const readVarint = (c: Cursor): number => {
  const { buf, end } = c;
  let value = 0;
  let factor = 1;
  for (let count = 0; count < 10; count++) {
    if (c.pos >= end) throw truncated();
    const byte = buf[c.pos++] ?? 0;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return value;
    factor *= 128;
  }
  throw new WireError('Number is longer than 64 bits');
};

/** Reads a varint exactly, as signed 64 bits: needed for halves of a UUID. */
export const readInt64 = (c: Cursor): bigint => {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (c.pos >= c.end) throw truncated();
    const byte = c.buf[c.pos++] ?? 0;
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asIntN(64, value);
  }
  throw new WireError('Number is longer than 64 bits');
};

/** Reads a signed 32-bit number; negative ones come as ten bytes. */
export const readInt32 = (c: Cursor): number => Number(BigInt.asIntN(32, readInt64(c)));

/** Enters a length-delimited field: moves past it and returns a cursor over its content. */
export const readMessage = (c: Cursor): Cursor => {
  const length = readVarint(c);
  const pos = c.pos;
  const end = pos + length;
  if (end > c.end) throw truncated();
  c.pos = end;
  return { buf: c.buf, pos, end };
};

/** The field's bytes, sharing memory with the message. */
export const readBytes = (c: Cursor): Buffer => {
  const inner = readMessage(c);
  return c.buf.subarray(inner.pos, inner.end);
};

export const readString = (c: Cursor): string => {
  const inner = readMessage(c);
  return c.buf.toString('utf8', inner.pos, inner.end);
};

/** Skips the field that `tag` announced. */
export const skipField = (c: Cursor, tag: number): void => {
  const wireType = tag & 7;
  if (wireType === 0) readVarint(c);
  else if (wireType === 2) readMessage(c);
  else if (wireType === 1) c.pos += 8;
  else if (wireType === 5) c.pos += 4;
  else throw new WireError(`Unknown wire type ${String(wireType)}`);
  if (c.pos > c.end) throw truncated();
};

/** Skips a field that says something by being there: what its tag stands for, else `before`. */
export const readChoice = <T>(
  c: Cursor,
  tag: number,
  { choices, before }: { readonly choices: Readonly<Record<number, T>>; readonly before: T },
): T => {
  skipField(c, tag);
  return choices[tag] ?? before;
};
