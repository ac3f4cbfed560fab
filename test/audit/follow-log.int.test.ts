import { expect } from 'chai';
import { followLog, type Following } from '#audit/follow-log.js';
import type { LogRecord } from '#audit/log-record.js';
import { recentRecords } from '#audit/recent-records.js';
import { streamRecords } from '#audit/stream-records.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir } from '#test/cli/support/cli-process.js';
import { appendPlain, openStore } from '#test/cli/support/event-store.js';

const numbered = (...numbers: number[]) => numbers.map((n) => ['Counted', { n }] as const);

const numberIn = ({ data }: LogRecord): unknown => data?.['n'];

describe('a log that is watched', () => {
  let dataDir: string;
  let store: EventStoreServer;
  let client: LogClient;
  let controller: AbortController;
  let states: string[];

  const following = (more: Partial<Following> = {}): Following => ({
    query: {},
    after: null,
    signal: controller.signal,
    onConnection: (state) => states.push(state),
    ...more,
  });

  const take = async (records: AsyncGenerator<LogRecord>, count: number): Promise<unknown[]> => {
    const taken: unknown[] = [];
    while (taken.length < count) {
      const next = await records.next();
      if (next.done === true) break;
      taken.push(numberIn(next.value));
    }
    return taken;
  };

  beforeEach(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    client = connectLog(store.url);
    controller = new AbortController();
    states = [];
  });

  afterEach(async () => {
    controller.abort();
    await client.dispose();
    await store.close();
    await removeDataDir(dataDir);
  });

  it('shows what is there and then what comes', async () => {
    await appendPlain(store.url, 'x-1', numbered(1, 2));
    const records = followLog(async () => client, following());
    expect(await take(records, 2)).to.deep.equal([1, 2]);
    await appendPlain(store.url, 'x-1', numbered(3));
    expect(await take(records, 1)).to.deep.equal([3]);
  });

  it('shows every event once across a restart of the server, and says so', async () => {
    await appendPlain(store.url, 'x-1', numbered(1, 2));
    const records = followLog(async () => client, following());
    expect(await take(records, 2)).to.deep.equal([1, 2]);
    const next = take(records, 2);
    await store.close();
    store = await openStore(dataDir, store.port);
    await appendPlain(store.url, 'x-1', numbered(3, 4));
    expect(await next).to.deep.equal([3, 4]);
    expect(states).to.deep.equal(['lost', 'back']);
  });

  it('goes to the new address when the server has moved', async () => {
    await appendPlain(store.url, 'x-1', numbered(1));
    const records = followLog(async () => client, following());
    expect(await take(records, 1)).to.deep.equal([1]);
    const next = take(records, 1);
    await store.close();
    store = await openStore(dataDir);
    await client.dispose();
    client = connectLog(store.url);
    await appendPlain(store.url, 'x-1', numbered(2));
    expect(await next).to.deep.equal([2]);
  });

  it('shows only one category', async () => {
    await appendPlain(store.url, 'x-1', numbered(1));
    await appendPlain(store.url, 'xy-1', numbered(2));
    await appendPlain(store.url, 'x-2', numbered(3));
    expect(
      await take(
        followLog(async () => client, following({ query: { stream: 'x' } })),
        2,
      ),
    ).to.deep.equal([1, 3]);
  });

  it('ends when the reader has enough', async () => {
    const records = followLog(async () => client, following());
    const next = records.next();
    controller.abort();
    expect(await next).to.deep.equal({ done: true, value: undefined });
  });

  it('gives the newest events, oldest first, and where the log ended', async () => {
    await appendPlain(store.url, 'x-1', numbered(1, 2, 3));
    const { records, end } = await recentRecords(client, {}, 2);
    expect(records.map(numberIn)).to.deep.equal([2, 3]);
    expect(
      await take(
        followLog(async () => client, following({ after: end })),
        0,
      ),
    ).to.deep.equal([]);
    expect(end).to.deep.equal(records[1]?.position);
  });

  it('gives the events of several streams in the order of the log', async () => {
    await appendPlain(store.url, 'x-1', numbered(1));
    await appendPlain(store.url, 'x-2', numbered(2));
    await appendPlain(store.url, 'x-1', numbered(3));
    const records = await streamRecords(client, ['x-2', 'x-none', 'x-1'], 1_000);
    expect(records.map(numberIn)).to.deep.equal([1, 2, 3]);
  });
});
