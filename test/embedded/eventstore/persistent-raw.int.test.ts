// What the official client never sends.

import { status, type ServiceError } from '@grpc/grpc-js';
import { expect } from 'chai';
import { bytesField, emptyField, message, numberField } from '#embedded/eventstore/wire/writer.js';
import { PERSISTENT, askGroups, fieldsOf, inside, rawClient, text } from './raw-client.js';
import type { Answer, Fields } from './raw-client.js';
import { events, fresh, useStore } from './support.js';

const same = (bytes: Buffer): Buffer => bytes;

describe('event store: persistent subscriptions asked by other clients', () => {
  const store = useStore();
  const names = (stream: string): Buffer => message(bytesField(1, bytesField(3, stream)), bytesField(2, 'g'));
  const sizes = message(numberField(11, 20), numberField(12, 500));

  const ask = (method: string, options: Buffer): Promise<Answer> => askGroups(store.url(), method, options);

  const create = (stream: string, settings: Buffer): Promise<Answer> =>
    ask('Create', message(names(stream), bytesField(3, message(sizes, settings))));

  const strategyOf = async (stream: string): Promise<string> => {
    const { fields } = await ask(
      'GetInfo',
      message(bytesField(1, bytesField(3, stream)), bytesField(3, 'g')),
    );
    return text(inside(fields, 1), 26);
  };

  it('may name their strategy', async () => {
    const stream = fresh();
    const { error } = await create(
      stream,
      message(numberField(13, 1), bytesField(16, 'PinnedByCorrelation')),
    );
    expect(error).to.equal(undefined);
    expect(await strategyOf(stream)).to.equal('PinnedByCorrelation');
  });

  it('are refused a strategy nobody knows', async () => {
    const byName = await create(fresh(), bytesField(16, 'Nobody'));
    const byNumber = await create(fresh(), numberField(13, 9));
    const found = [byName, byNumber].map(({ error }) => error?.metadata.get('exception')[0]);
    expect(found).to.deep.equal(['persistent-subscription-failed', 'persistent-subscription-failed']);
  });

  it('are refused $all as if it were a stream, and a stream without a name', async () => {
    const found = await Promise.all(['$all', ''].map((stream) => create(stream, sizes)));
    expect(found.map(({ error }) => error?.code)).to.deep.equal([status.INTERNAL, status.INTERNAL]);
  });

  it('may send times in ticks', async () => {
    const stream = fresh();
    await create(stream, message(numberField(4, 50_000_000), numberField(6, 20_000_000)));
    const { settings } = await store.client().getPersistentSubscriptionToStreamInfo(stream, 'g');
    expect([settings.messageTimeout, settings.checkPointAfter]).to.deep.equal([5_000, 2_000]);
  });

  /** Sends messages on a Read call; gives what came before it ended, and the error. */
  const read = (sent: readonly Buffer[], end: (received: readonly Fields[]) => boolean): Promise<Answer> =>
    new Promise((resolve) => {
      const client = rawClient(store.url());
      const call = client.makeBidiStreamRequest(`${PERSISTENT}/Read`, same, same);
      const received: Fields[] = [];
      const finish = (error: ServiceError | undefined): void => {
        client.close();
        resolve({ error, fields: received.at(-1) ?? {} });
      };
      call.on('data', (bytes: Buffer) => {
        received.push(fieldsOf(bytes));
        if (end(received)) call.end();
      });
      call.on('error', finish);
      call.on('end', () => {
        finish(undefined);
      });
      for (const bytes of sent) call.write(bytes);
    });

  it('must say first what they read', async () => {
    const { error } = await read([bytesField(2, emptyField(2))], () => false);
    expect(error?.code).to.equal(status.INVALID_ARGUMENT);
  });

  it('may ask for ids in halves, and end their side', async () => {
    const stream = fresh();
    await store.client().appendToStream(stream, events(1));
    await create(stream, sizes);
    const options = message(names(stream), numberField(3, 5), bytesField(4, emptyField(1)));
    const { error, fields } = await read([bytesField(1, options)], (received) => received.length === 2);
    const halves = inside(fields, 1, 1, 1, 1);
    expect(error).to.equal(undefined);
    expect(Object.keys(halves)).to.deep.equal(['1', '2']);
  });
});
