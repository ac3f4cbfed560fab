import { randomUUID } from 'node:crypto';
import type { Client } from '@grpc/grpc-js';
import { expect } from 'chai';
import { serveStore, type ServedStore } from '#embedded/eventstore/rpc/serve-store.js';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';
import { batchOptionsFor, batchPart, inside, openBatch, proposed, rawClient, text } from './raw-client.js';
import { readRaw, readRequest, type Fields } from './raw-client.js';
import { fresh, newFolder, removeFolder } from './support.js';

const nameOf = (answer: Fields): readonly string[] => [
  text(inside(answer, 1), 2),
  text(inside(answer, 2), 2),
];

describe('event store: an append whose time passes while the disk takes longer', () => {
  const folder = newFolder();
  let store: Store;
  let served: ServedStore;
  let client: Client;
  /** Commits wait until this is called. */
  let release: () => void;

  before(async () => {
    store = await openStore({ dataDir: folder, sync: false, onError: () => undefined });
    const { log } = store.tables;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const commit = log.batch.bind(log);
    Object.assign(log, { batch: (action: () => void) => gate.then(() => commit(action)) });
    served = await serveStore(store, { host: '127.0.0.1', port: 0, report: () => undefined });
    client = rawClient(`esdb://127.0.0.1:${String(served.port)}?tls=false`);
  });
  after(async () => {
    release();
    client.close();
    await served.close();
    await store.close();
    removeFolder(folder);
  });

  it('is answered Timeout, once, and may be there all the same', async () => {
    const [stream, late, next] = [fresh(), randomUUID(), randomUUID()];
    const batch = openBatch(client);
    const send = (correlation: string, seconds: number): void => {
      const options = batchOptionsFor(stream, seconds);
      batch.send(batchPart(correlation, { options, events: [proposed(randomUUID())], final: true }));
    };
    send(late, 1);
    const first = await batch.answer();
    send(next, 60);
    release();
    const second = await batch.answer();
    batch.end();
    await batch.ended;
    const { messages } = await readRaw(client, readRequest(stream, 'string'));
    expect([nameOf(first), nameOf(second)]).to.deep.equal([
      [late, 'Timeout'],
      [next, ''],
    ]);
    expect(messages).to.have.length(2);
  });
});
