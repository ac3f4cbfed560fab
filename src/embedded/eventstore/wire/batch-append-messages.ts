// BatchAppendReq in, BatchAppendResp out.

import { currentField, readExpected, type Expected } from './expected.js';
import { readProposedMessage, type ProposedEvent } from './proposed-message.js';
import { cursorOf, readInt64, readMessage, readVarint, skipField, type Cursor } from './reader.js';
import { readStreamName, streamIdentifier } from './stream-identifier.js';
import { readUuid, stringUuid } from './uuid.js';
import { positionContent } from './append-messages.js';
import { bytesField, emptyField, message, numberField } from './writer.js';

/** `timeoutMs` is the time left at arrival, undefined when the client has no wish. */
export interface BatchOptions {
  readonly stream: string;
  readonly expected: Expected | undefined;
  readonly timeoutMs: number | undefined;
}

export interface BatchPart {
  readonly correlation: string;
  readonly options: BatchOptions | undefined;
  readonly events: readonly ProposedEvent[];
  readonly isFinal: boolean;
}

/** Timestamp and Duration have the same shape: seconds and nanoseconds. */
const readMillis = (field: Cursor): number => {
  const c = readMessage(field);
  let millis = 0;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x08) millis += Number(readInt64(c)) * 1000;
    else if (tag === 0x10) millis += Number(readInt64(c)) / 1e6;
    else skipField(c, tag);
  }
  return millis;
};

const readBatchOptions = (field: Cursor): BatchOptions => {
  const c = readMessage(field);
  let stream = '';
  let expected: Expected | undefined;
  let timeoutMs: number | undefined;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) stream = readStreamName(c);
    else if (tag === 0x32) timeoutMs = readMillis(c) - Date.now();
    else if (tag === 0x3a) timeoutMs = readMillis(c);
    else expected = readExpected(c, tag, expected);
  }
  return { stream, expected, timeoutMs };
};

/** Reads one message of a BatchAppend call. */
export const readBatchPart = (buf: Buffer): BatchPart => {
  const c = cursorOf(buf);
  const events: ProposedEvent[] = [];
  let correlation = '';
  let options: BatchOptions | undefined;
  let isFinal = false;
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if (tag === 0x0a) correlation = readUuid(c);
    else if (tag === 0x12) options = readBatchOptions(c);
    else if (tag === 0x1a) events.push(readProposedMessage(c));
    else if (tag === 0x20) isFinal = readVarint(c) !== 0;
    else skipField(c, tag);
  }
  return { correlation, options, events, isFinal };
};

/** Which append an answer belongs to; both parts are required by clients. */
export interface BatchAddress {
  readonly correlation: string;
  readonly stream: string;
}

const answer = (to: BatchAddress, result: Buffer): Buffer =>
  message(bytesField(1, stringUuid(to.correlation)), result, bytesField(4, streamIdentifier(to.stream)));

/** A success; `position` 0 means unknown. */
export const batchSuccess = (to: BatchAddress, success: { current: number; position: number }): Buffer =>
  answer(
    to,
    bytesField(
      3,
      message(
        currentField(success.current, { revision: 1, noStream: 2 }),
        success.position > 0 ? bytesField(3, positionContent(success.position)) : emptyField(4),
      ),
    ),
  );

/** The in-band status of one failed append: this protocol's own Status, with a single detail. */
export interface BatchStatus {
  readonly code: number;
  readonly name: string;
  readonly detail: Buffer;
}

export const batchError = (to: BatchAddress, status: BatchStatus): Buffer => {
  const detail = message(
    bytesField(1, `type.googleapis.com/event_store.client.${status.name}`),
    bytesField(2, status.detail),
  );
  return answer(
    to,
    bytesField(2, message(numberField(1, status.code), bytesField(2, status.name), bytesField(3, detail))),
  );
};
