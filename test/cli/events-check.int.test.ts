import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { connectLog } from '#eventlog/log-client.js';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';
import { appendAccount, appendPlain, openStore } from './support/event-store.js';

const metadata = (schema: number) => ({
  $correlationId: 'c',
  $causationId: 'c',
  commandId: 'c',
  requestHash: '',
  actor: { kind: 'system', id: 'test' },
  account: null,
  schema,
  requestId: 'r',
  traceId: null,
  h: '',
});

interface Broken {
  readonly stream: string;
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly metadata: Record<string, unknown>;
}

const append = async (url: string, { stream, ...event }: Broken): Promise<void> => {
  const client = connectLog(url);
  await client.appendToStream(stream, jsonEvent(event));
  await client.dispose();
};

const plan = { accountId: 7, from: 'free', to: 'pro', at: '2026-02-08T10:00:00.000Z' };
const changed = { type: 'AccountPlanChanged', data: plan, metadata: metadata(1) };

describe('aidesign events check', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const check = (...words: string[]) =>
    runCli(['events', 'check', ...words], { DATA_DIR: dataDir, EVENTSTORE_URL: store.url });

  beforeEach(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    await appendAccount(store.url, 1_234_567_890_123);
  });

  afterEach(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('ends with 0 when every event can be read, whatever other programs wrote', async () => {
    await appendPlain(store.url, 'thing-1', [['ThingMade', { size: 1 }]]);
    expect(await check()).to.deep.equal({
      code: 0,
      out: "✓ All 1 events can be read. 1 more are not the product's.\n",
      err: '',
    });
  });

  it('names what cannot be read by stream, revision, type and reason, and ends with 1', async () => {
    await append(store.url, { stream: 'account-1', ...changed });
    await append(store.url, { stream: 'account-1', ...changed, data: { ...plan, to: 'ada@example.org' } });
    await append(store.url, { stream: 'account-2', ...changed, metadata: metadata(9) });
    await append(store.url, { stream: 'account-3', ...changed, type: 'AccountPainted' });
    await append(store.url, { stream: 'account-4', ...changed, metadata: {} });
    await append(store.url, { stream: 'project-5', ...changed });
    const { code, out } = await check('--json');
    expect(code).to.equal(1);
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ stream, revision, code: why }) => [stream, revision, why])).to.deep.equal([
      ['account-1', 1, 'bad_data'],
      ['account-2', 0, 'newer_schema'],
      ['account-3', 0, 'unknown_type'],
      ['account-4', 0, 'bad_metadata'],
      ['project-5', 0, 'wrong_stream'],
      [undefined, undefined, undefined],
    ]);
    expect(lines.at(-1)).to.deep.equal({ kind: 'summary', events: 7, foreign: 0, failures: 5 });
  });

  it('shows no value of what cannot be read', async () => {
    await append(store.url, { stream: 'account-1', ...changed, data: { ...plan, to: 'ada@example.org' } });
    const { code, out } = await check();
    expect(code).to.equal(1);
    expect(out).to.contain('account-1@0  AccountPlanChanged  bad_data: to: invalid_value');
    expect(out).to.contain('✗ 1 of 2 events cannot be read.').and.not.to.contain('ada@example.org');
  });

  it('ends with 3 when the event store cannot be reached', async () => {
    const closed = { DATA_DIR: dataDir, EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    expect((await runCli(['events', 'check'], closed)).code).to.equal(3);
  });

  it('ends with 2 for what it does not understand', async () => {
    expect((await check('--jsno')).err).to.contain('Did you mean --json?');
  });
});
