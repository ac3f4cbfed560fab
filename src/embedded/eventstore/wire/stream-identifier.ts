// Stream names on the wire are UTF-8 bytes inside a StreamIdentifier.

import { readMessage, readString, readVarint, skipField, type Cursor } from './reader.js';
import { bytesField } from './writer.js';

/** Reads a StreamIdentifier field; '' when it has no name. */
export const readStreamName = (field: Cursor): string => {
  const c = readMessage(field);
  let name = '';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x1a) name = readString(c);
    else skipField(c, tag);
  }
  return name;
};

/** The content of a StreamIdentifier. */
export const streamIdentifier = (name: string): Buffer => bytesField(3, name);
