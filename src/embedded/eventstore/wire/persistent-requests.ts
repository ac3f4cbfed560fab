// The small requests about persistent subscriptions: Delete, GetInfo, List, ReplayParked.

import { readChoice, readInt64, readMessage, readString, readVarint, skipField } from './reader.js';
import { eachOption, type ReadField } from './request-options.js';
import { readStreamName } from './stream-identifier.js';

/** `source` is a stream's name or `$all`; undefined when the client named none. */
export interface NamedRequest {
  readonly source: string | undefined;
  readonly group: string;
}

const ALL = '$all';

interface NameTags {
  readonly stream: number;
  readonly all: number;
  readonly group: number;
}

const readNamed = (buf: Buffer, tags: NameTags, readOther: ReadField = skipField): NamedRequest => {
  let source: string | undefined;
  let group = '';
  eachOption(buf, (c, tag) => {
    if (tag === tags.stream) source = readStreamName(c);
    else if (tag === tags.group) group = readString(c);
    else if (tag === tags.all) {
      source = ALL;
      skipField(c, tag);
    } else readOther(c, tag);
  });
  return { source, group };
};

export const readDeleteGroup = (buf: Buffer): NamedRequest =>
  readNamed(buf, { stream: 0x0a, all: 0x1a, group: 0x12 });

export const readInfoRequest = (buf: Buffer): NamedRequest =>
  readNamed(buf, { stream: 0x0a, all: 0x12, group: 0x1a });

/** `stopAt` is undefined for no limit. */
export const readReplayRequest = (buf: Buffer): NamedRequest & { readonly stopAt: bigint | undefined } => {
  let stopAt: bigint | undefined;
  const named = readNamed(buf, { stream: 0x12, all: 0x1a, group: 0x0a }, (c, tag) => {
    if (tag === 0x20) stopAt = readInt64(c);
    else skipField(c, tag);
  });
  return { ...named, stopAt };
};

/** The source whose groups are wanted; undefined = all groups. */
export const readListRequest = (buf: Buffer): string | undefined => {
  let source: string | undefined;
  eachOption(buf, (field, outerTag) => {
    if (outerTag !== 0x12) {
      skipField(field, outerTag);
      return;
    }
    const c = readMessage(field);
    while (c.pos < c.end) {
      const tag = readVarint(c);
      if (tag === 0x0a) source = readStreamName(c);
      else source = readChoice(c, tag, { choices: { 0x12: ALL }, before: source });
    }
  });
  return source;
};
