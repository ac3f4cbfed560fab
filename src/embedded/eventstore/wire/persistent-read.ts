// What a consumer of a persistent subscription sends: its options first, then what became of messages.

import {
  cursorOf,
  readChoice,
  readInt32,
  readMessage,
  readString,
  readVarint,
  skipField,
  type Cursor,
} from './reader.js';
import { readUuidOption, type IdForm } from './request-options.js';
import { readStreamName } from './stream-identifier.js';
import { readUuid } from './uuid.js';
import { bytesField } from './writer.js';

export interface ConsumerOptions {
  /** A stream's name or `$all`; undefined when there is none. */
  readonly source: string | undefined;
  readonly group: string;
  readonly slots: number;
  readonly ids: IdForm;
}

export type ConsumerMessage =
  | { readonly kind: 'options'; readonly options: ConsumerOptions }
  | { readonly kind: 'ack'; readonly ids: readonly string[] }
  | {
      readonly kind: 'nack';
      readonly ids: readonly string[];
      /** 0 unknown, 1 park, 2 retry, 3 skip, 4 stop. */
      readonly action: number;
      readonly reason: string;
    }
  | { readonly kind: 'empty' };

const readOptions = (field: Cursor): ConsumerOptions => {
  const c = readMessage(field);
  let options: ConsumerOptions = { source: undefined, group: '', slots: 0, ids: 'structured' };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) options = { ...options, source: readStreamName(c) };
    else if (tag === 0x12) options = { ...options, group: readString(c) };
    else if (tag === 0x18) options = { ...options, slots: readInt32(c) };
    else if (tag === 0x22) options = { ...options, ids: readUuidOption(c) };
    else options = readChoice(c, tag, { choices: { 0x2a: { ...options, source: '$all' } }, before: options });
  }
  return options;
};

const readVerdict = (field: Cursor): { ids: string[]; action: number; reason: string } => {
  const c = readMessage(field);
  const verdict = { ids: [] as string[], action: 0, reason: '' };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x12) verdict.ids.push(readUuid(c));
    else if (tag === 0x18) verdict.action = readVarint(c);
    else if (tag === 0x22) verdict.reason = readString(c);
    else skipField(c, tag);
  }
  return verdict;
};

/** Reads one message of a Read call. */
export const readConsumerMessage = (buf: Buffer): ConsumerMessage => {
  const c = cursorOf(buf);
  let found: ConsumerMessage = { kind: 'empty' };
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) found = { kind: 'options', options: readOptions(c) };
    else if (tag === 0x12) found = { kind: 'ack', ids: readVerdict(c).ids };
    else if (tag === 0x1a) found = { kind: 'nack', ...readVerdict(c) };
    else skipField(c, tag);
  }
  return found;
};

/** The ReadResp that begins a subscription. */
export const subscriptionConfirmed = (id: string): Buffer => bytesField(2, bytesField(1, id));
