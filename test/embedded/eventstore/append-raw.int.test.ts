// The append of one call, as other clients may send it: what the official client never gets wrong.

import { randomUUID } from 'node:crypto';
import { status, type Client, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { bytesField, emptyField, message, numberField } from '#embedded/eventstore/wire/writer.js';
import { stringUuid } from '#embedded/eventstore/wire/uuid.js';
import { STREAMS, fieldsOf, inside, proposed, rawClient, type Fields } from './raw-client.js';
import { all, fresh, useStore } from './support.js';

const same = (bytes: Buffer): Buffer => bytes;
const optionsOf = (stream: string, expectation: Buffer): Buffer =>
  bytesField(1, message(bytesField(1, bytesField(3, stream)), expectation));
const ANY = emptyField(4);
const event = (): Buffer => bytesField(2, proposed(randomUUID()));
const attribute = (key: string, value: string): Buffer =>
  bytesField(2, message(bytesField(1, key), bytesField(2, value)));
/** An event with these attributes alone. */
const bare = (id: string, ...attributes: readonly Buffer[]): Buffer =>
  bytesField(2, message(bytesField(1, stringUuid(id)), ...attributes));

interface Ended {
  readonly error: ServiceError | undefined;
  readonly fields: Fields;
}

describe('event store: an append in a call of its own', () => {
  const store = useStore();
  let client: Client;
  before(() => {
    client = rawClient(store.url());
  });
  after(() => {
    client.close();
  });

  const append = (...parts: readonly Buffer[]): Promise<Ended> =>
    new Promise((resolve) => {
      const call = client.makeClientStreamRequest(`${STREAMS}/Append`, same, same, (error, bytes) => {
        resolve({ error: error ?? undefined, fields: fieldsOf(bytes ?? Buffer.alloc(0)) });
      });
      // The server may refuse before it was sent everything.
      call.on('error', () => undefined);
      for (const part of parts) call.write(part);
      call.end();
    });
  const codeOf = async (...parts: readonly Buffer[]): Promise<number | undefined> =>
    (await append(...parts)).error?.code;
  const exceptionOf = async (...parts: readonly Buffer[]): Promise<unknown> =>
    (await append(...parts)).error?.metadata.get('exception')[0];

  it('is answered with the revision and position of its last event', async () => {
    const stream = fresh();
    const { fields } = await append(optionsOf(stream, emptyField(3)), event(), event());
    const [read] = await all(store.client().readStream(stream, { fromRevision: 1n }));
    const { 1: revision } = inside(fields, 1);
    const { 1: commit } = inside(fields, 1, 3);
    expect([revision, commit]).to.deep.equal([1, Number(read?.commitPosition)]);
  });

  it('is told of another revision in its answer, not as an error, with what it expected', async () => {
    const { error, fields } = await append(optionsOf(fresh(), numberField(2, 7)), event());
    const wrong = inside(fields, 2);
    expect([error, wrong[8], 7 in wrong]).to.deep.equal([undefined, 7, true]);
  });

  it('of no event writes none, and tells the revision there is', async () => {
    const stream = fresh();
    const { fields: nothing } = await append(optionsOf(stream, ANY));
    await append(optionsOf(stream, ANY), event(), event());
    const { fields: last } = await append(optionsOf(stream, ANY));
    expect([2 in inside(nothing, 1), inside(last, 1)[1]]).to.deep.equal([true, 1]);
    expect(await all(store.client().readStream(stream))).to.have.length(2);
  });

  it('begins with its options and has them once', async () => {
    const options = optionsOf(fresh(), ANY);
    expect([await codeOf(event()), await codeOf(options, options)]).to.deep.equal([
      status.UNKNOWN,
      status.UNKNOWN,
    ]);
  });

  it('says what it expects', async () => {
    expect(await codeOf(optionsOf(fresh(), Buffer.alloc(0)), event())).to.equal(status.INVALID_ARGUMENT);
  });

  it('names a stream that can be one', async () => {
    const codes = [await codeOf(optionsOf('', ANY), event()), await codeOf(optionsOf('$$', ANY), event())];
    expect(codes.every((code) => code !== undefined)).to.equal(true);
  });

  it('has events with a type and a content type', async () => {
    const [type, content] = [attribute('type', 'T'), attribute('content-type', 'application/json')];
    const missing = 'missing-required-metadata-property';
    const [options, id] = [optionsOf(fresh(), ANY), randomUUID()];
    const found = [await exceptionOf(options, bare(id, content)), await exceptionOf(options, bare(id, type))];
    expect(found).to.deep.equal([missing, missing]);
    expect(await codeOf(options, bare(id, content, type))).to.equal(undefined);
  });

  it('has events with an id', async () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    const attributes = [attribute('type', 'T'), attribute('content-type', 'application/json')];
    const options = optionsOf(fresh(), ANY);
    const codes = [
      await codeOf(options, bare(zero, ...attributes)),
      await codeOf(options, bare('', ...attributes)),
    ];
    expect(codes).to.deep.equal([status.UNKNOWN, status.UNKNOWN]);
  });

  it('leaves nothing behind when one of its events is refused', async () => {
    const stream = fresh();
    await append(optionsOf(stream, ANY), event(), bare('', attribute('type', 'T')));
    const { fields } = await append(optionsOf(stream, emptyField(3)), event());
    expect(1 in fields).to.equal(true);
  });
});
