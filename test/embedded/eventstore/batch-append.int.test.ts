import { randomUUID } from 'node:crypto';
import type { Client } from '@grpc/grpc-js';
import { expect } from 'chai';
import {
  batchOptions,
  batchOptionsFor,
  batchPart,
  inside,
  openBatch,
  proposed,
  rawClient,
  readRaw,
  readRequest,
  text,
  type BatchCall,
  type Fields,
} from './raw-client.js';
import { all, fresh, revisions, useStore } from './support.js';

const correlationOf = (answer: Fields): string => text(inside(answer, 1), 2);
const statusOf = (answer: Fields): string => text(inside(answer, 2), 2);
const HALF = Buffer.alloc(600_000, 1);

describe('event store: one call that carries many appends', () => {
  const store = useStore();
  let client: Client;
  let batch: BatchCall;

  before(() => {
    client = rawClient(store.url());
  });
  beforeEach(() => {
    batch = openBatch(client);
  });
  afterEach(async () => {
    batch.end();
    await batch.ended;
  });
  after(() => {
    client.close();
  });

  const options = (stream: string) => batchOptions(stream, { secondsFromNow: 60 });

  it('keeps the parts of interleaved appends apart', async () => {
    const [one, two] = [fresh('one'), fresh('two')];
    const [a, b] = [randomUUID(), randomUUID()];
    batch.send(batchPart(a, { options: options(one), events: [proposed(randomUUID())] }));
    batch.send(batchPart(b, { options: options(two), events: [proposed(randomUUID())] }));
    batch.send(batchPart(a, { events: [proposed(randomUUID()), proposed(randomUUID())], final: true }));
    batch.send(batchPart(b, { events: [proposed(randomUUID())], final: true }));
    const answers = [await batch.answer(), await batch.answer()];
    expect(answers.map(correlationOf)).to.have.members([a, b]);
    expect(revisions(await all(store.client().readStream(one)))).to.deep.equal([0, 1, 2]);
    expect(revisions(await all(store.client().readStream(two)))).to.deep.equal([0, 1]);
  });

  it('refuses one that is too large and goes on with the others', async () => {
    const [large, small] = [randomUUID(), randomUUID()];
    const stream = fresh();
    batch.send(
      batchPart(large, { options: options(fresh()), events: [proposed(randomUUID(), { data: HALF })] }),
    );
    batch.send(batchPart(large, { events: [proposed(randomUUID(), { data: HALF })] }));
    batch.send(batchPart(large, { events: [proposed(randomUUID())], final: true }));
    batch.send(batchPart(small, { options: options(stream), events: [proposed(randomUUID())], final: true }));
    const [first, second] = [await batch.answer(), await batch.answer()];
    expect([correlationOf(first), statusOf(first)]).to.deep.equal([large, 'MaximumAppendSizeExceeded']);
    expect([correlationOf(second), statusOf(second)]).to.deep.equal([small, '']);
  });

  it('names the stream in every answer', async () => {
    const stream = fresh();
    batch.send(batchPart(randomUUID(), { options: options(stream), events: [Buffer.alloc(0)], final: true }));
    const answer = await batch.answer();
    expect([statusOf(answer), text(inside(answer, 4), 3)]).to.deep.equal(['BadRequest', stream]);
  });

  it('answers Timeout to a deadline that has passed', async () => {
    const stream = fresh();
    const past = batchOptions(stream, { secondsFromNow: -5 });
    batch.send(batchPart(randomUUID(), { options: past, events: [proposed(randomUUID())], final: true }));
    expect(statusOf(await batch.answer())).to.equal('Timeout');
  });

  it('takes the time it may take as a duration, too', async () => {
    const send = (seconds: number): void => {
      const late = batchOptionsFor(fresh(), seconds);
      batch.send(batchPart(randomUUID(), { options: late, events: [proposed(randomUUID())], final: true }));
    };
    send(0);
    const first = statusOf(await batch.answer());
    send(60);
    expect([first, statusOf(await batch.answer())]).to.deep.equal(['Timeout', '']);
  });

  it('answers Timeout to one that is never finished, and drops its parts', async () => {
    const [stream, correlation] = [fresh(), randomUUID()];
    batch.send(batchPart(correlation, { options: options(stream), events: [proposed(randomUUID())] }));
    expect(statusOf(await batch.answer())).to.equal('Timeout');
    batch.send(batchPart(correlation, { events: [proposed(randomUUID())], final: true }));
    const { messages } = await readRaw(client, readRequest(stream, 'string'));
    expect(messages.map((bytes) => bytes[0])).to.deep.equal([0x22]);
  });

  it('ignores parts that belong to nothing', async () => {
    const [stray, real] = [randomUUID(), randomUUID()];
    batch.send(batchPart(stray, { events: [proposed(randomUUID())], final: true }));
    batch.send(batchPart(real, { options: options(fresh()), events: [proposed(randomUUID())], final: true }));
    expect(correlationOf(await batch.answer())).to.equal(real);
  });

  it('finishes what is pending when the client is done sending', async () => {
    const stream = fresh();
    batch.send(
      batchPart(randomUUID(), { options: options(stream), events: [proposed(randomUUID())], final: true }),
    );
    batch.end();
    await batch.ended;
    expect(await all(store.client().readStream(stream))).to.have.length(1);
  });

  it('takes ids as two numbers and gives them back as asked', async () => {
    const [stream, id] = [fresh(), `F${randomUUID().slice(1)}`];
    const event = proposed(id, { structured: true });
    batch.send(batchPart(randomUUID(), { options: options(stream), events: [event], final: true }));
    await batch.answer();
    const asText = await readRaw(client, readRequest(stream, 'string'));
    const asNumbers = await readRaw(client, readRequest(stream, 'structured'));
    const idOf = (bytes: Buffer | undefined): Fields => inside({ 0: bytes ?? Buffer.alloc(0) }, 0, 1, 1, 1);
    expect(text(idOf(asText.messages[0]), 2)).to.equal(id.toLowerCase());
    expect(Object.keys(inside(idOf(asNumbers.messages[0]), 1))).to.deep.equal(['1', '2']);
  });

  it('refuses a read that does not say how it wants ids', async () => {
    const { error } = await readRaw(client, readRequest(fresh(), undefined));
    expect(error?.code).to.equal(3);
  });
});

describe('event store: what it does not offer', () => {
  const store = useStore();

  it('is answered as not implemented', async () => {
    const client = rawClient(store.url());
    const code = await new Promise((resolve) => {
      const path = '/event_store.client.projections.Projections/Create';
      const same = (bytes: Buffer): Buffer => bytes;
      client.makeUnaryRequest(path, same, same, Buffer.alloc(0), (error) => {
        resolve(error?.code);
      });
    });
    client.close();
    expect(code).to.equal(12);
  });
});
