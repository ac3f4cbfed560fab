// Calls the server with hand-made bytes, for what the official client never sends.

import { Client, credentials, type ServiceError } from '@grpc/grpc-js';
import {
  bytesField,
  emptyField,
  int64Field,
  message,
  numberField,
} from '#embedded/eventstore/wire/writer.js';
import { stringUuid, structuredUuid } from '#embedded/eventstore/wire/uuid.js';
import { cursorOf, readBytes, readVarint, skipField } from '#embedded/eventstore/wire/reader.js';

const same = (bytes: Buffer): Buffer => bytes;

export const STREAMS = '/event_store.client.streams.Streams';

export const rawClient = (url: string): Client => {
  const address = url.replace('esdb://', '').replace(/\?.*$/, '');
  return new Client(address, credentials.createInsecure());
};

/** The messages of a server-streaming call until it ends, and the error it ended with. */
export const readRaw = (
  client: Client,
  request: Buffer,
): Promise<{ messages: Buffer[]; error: ServiceError | undefined }> =>
  new Promise((resolve) => {
    const messages: Buffer[] = [];
    let error: ServiceError | undefined;
    const call = client.makeServerStreamRequest(`${STREAMS}/Read`, same, same, request);
    call.on('data', (bytes: Buffer) => messages.push(bytes));
    call.on('error', (reason: ServiceError) => {
      error = reason;
    });
    call.on('close', () => {
      resolve({ messages, error });
    });
    call.on('end', () => {
      resolve({ messages, error });
    });
  });

/** A BatchAppend call: what is sent, and answers as they come. */
export interface BatchCall {
  send(part: Buffer): void;
  /** The next answer, as its fields. */
  answer(): Promise<Fields>;
  end(): void;
  /** Resolves when the server ended the call. */
  readonly ended: Promise<void>;
}

/** Length-delimited and number fields of a message by field number; the last of each wins. */
export type Fields = Readonly<Record<number, Buffer | number>>;

export const fieldsOf = (bytes: Buffer): Fields => {
  const found: Record<number, Buffer | number> = {};
  const c = cursorOf(bytes);
  while (c.pos < c.end) {
    const tag = readVarint(c);
    if ((tag & 7) === 2) found[tag >>> 3] = readBytes(c);
    else if ((tag & 7) === 0) found[tag >>> 3] = readVarint(c);
    else skipField(c, tag);
  }
  return found;
};

/** Fields of a nested message. */
export const inside = (fields: Fields, ...path: number[]): Fields => {
  let current = fields;
  for (const field of path) {
    const value = current[field];
    current = fieldsOf(Buffer.isBuffer(value) ? value : Buffer.alloc(0));
  }
  return current;
};

/** A field's text. */
export const text = (fields: Fields, field: number): string => {
  const value = fields[field];
  return Buffer.isBuffer(value) ? value.toString() : '';
};

export const openBatch = (client: Client): BatchCall => {
  const answers: Buffer[] = [];
  const waiting: ((bytes: Buffer) => void)[] = [];
  const call = client.makeBidiStreamRequest(`${STREAMS}/BatchAppend`, same, same);
  call.on('data', (bytes: Buffer) => {
    const next = waiting.shift();
    if (next === undefined) answers.push(bytes);
    else next(bytes);
  });
  call.on('error', () => undefined);
  return {
    send: (part) => call.write(part),
    answer: async () => {
      const ready = answers.shift();
      return fieldsOf(ready ?? (await new Promise<Buffer>((resolve) => waiting.push(resolve))));
    },
    end: () => {
      call.end();
    },
    ended: new Promise((resolve) => {
      call.on('end', resolve);
    }),
  };
};

export const PERSISTENT = '/event_store.client.persistent_subscriptions.PersistentSubscriptions';

/** An answer to a unary call, as its fields. */
export interface Answer {
  readonly error: ServiceError | undefined;
  readonly fields: Fields;
}

/** Asks something about persistent subscriptions; `options` is the content of field 1. */
export const askGroups = (url: string, method: string, options: Buffer): Promise<Answer> =>
  new Promise((resolve) => {
    const client = rawClient(url);
    client.makeUnaryRequest(`${PERSISTENT}/${method}`, same, same, bytesField(1, options), (error, bytes) => {
      client.close();
      resolve({ error: error ?? undefined, fields: fieldsOf(bytes ?? Buffer.alloc(0)) });
    });
  });

const entry = (key: string, value: string): Buffer =>
  bytesField(2, message(bytesField(1, key), bytesField(2, value)));

export const proposed = (id: string, options: { data?: Buffer; structured?: boolean } = {}): Buffer =>
  message(
    bytesField(1, options.structured === true ? structuredUuid(id) : stringUuid(id)),
    entry('type', 'Raw'),
    entry('content-type', 'application/octet-stream'),
    bytesField(4, options.data ?? Buffer.from('x')),
  );

const identifier = (stream: string): Buffer => bytesField(1, bytesField(3, stream));

/** Options of a batch append with any expected revision. */
export const batchOptions = (stream: string, deadline: { secondsFromNow: number }): Buffer =>
  bytesField(
    2,
    message(
      identifier(stream),
      emptyField(4),
      bytesField(6, int64Field(1, BigInt(Math.floor(Date.now() / 1000) + deadline.secondsFromNow))),
    ),
  );

/** The same with the time it may take instead, as newer clients send it. */
export const batchOptionsFor = (stream: string, seconds: number): Buffer =>
  bytesField(2, message(identifier(stream), emptyField(4), bytesField(7, int64Field(1, BigInt(seconds)))));

export interface Part {
  readonly options?: Buffer;
  readonly events?: readonly Buffer[];
  readonly final?: boolean;
}

/** One BatchAppendReq. */
export const batchPart = (correlation: string, part: Part): Buffer =>
  message(
    bytesField(1, stringUuid(correlation)),
    part.options ?? Buffer.alloc(0),
    ...(part.events ?? []).map((event) => bytesField(3, event)),
    numberField(4, part.final === true ? 1 : 0),
  );

/** A ReadReq of a whole stream forwards; `ids` undefined leaves the form of ids out. */
export const readRequest = (stream: string, ids: 'string' | 'structured' | undefined): Buffer =>
  bytesField(
    1,
    message(
      bytesField(1, message(identifier(stream), emptyField(3))),
      numberField(5, 100),
      emptyField(8),
      ids === undefined ? Buffer.alloc(0) : bytesField(9, emptyField(ids === 'string' ? 2 : 1)),
    ),
  );
