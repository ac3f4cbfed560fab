// An event as a client proposes it.

import { readBytes, readMessage, readString, readVarint, skipField, type Cursor } from './reader.js';
import { readUuid } from './uuid.js';
import { EMPTY } from './writer.js';

/** Bodies share memory with the request. A missing `type` or `contentType` is refused by name later. */
export interface ProposedEvent {
  readonly id: string;
  readonly type: string | undefined;
  readonly contentType: string | undefined;
  readonly customMetadata: Buffer;
  readonly data: Buffer;
}

interface Attributes {
  type: string | undefined;
  contentType: string | undefined;
}

const readAttribute = (c: Cursor, into: Attributes): void => {
  let key = '';
  let value = '';
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) key = readString(c);
    else if (tag === 0x12) value = readString(c);
    else skipField(c, tag);
  }
  if (key === 'type') into.type = value;
  else if (key === 'content-type') into.contentType = value;
};

/** Reads one ProposedMessage field. */
export const readProposedMessage = (field: Cursor): ProposedEvent => {
  const c = readMessage(field);
  const attributes: Attributes = { type: undefined, contentType: undefined };
  let id = '';
  let customMetadata = EMPTY;
  let data = EMPTY;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) id = readUuid(c);
    else if (tag === 0x12) readAttribute(readMessage(c), attributes);
    else if (tag === 0x1a) customMetadata = readBytes(c);
    else if (tag === 0x22) data = readBytes(c);
    else skipField(c, tag);
  }
  return { id, type: attributes.type, contentType: attributes.contentType, customMetadata, data };
};

/** What an event counts towards the append limit: bodies, and two bytes per UTF-16 unit of the type. */
export const proposedSize = (event: ProposedEvent): number =>
  event.data.length + event.customMetadata.length + 2 * (event.type?.length ?? 0);
