import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { makeDataDir, removeDataDir, runCli, startCli } from './support/cli-process.js';
import { appendAccount, appendPlain, openStore } from './support/event-store.js';

const ACCOUNT = 1_234_567_890_123;

describe('aidesign events tail', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const environment = () => ({ DATA_DIR: dataDir, EVENTSTORE_URL: store.url });
  const tail = (...words: string[]) => runCli(['events', 'tail', ...words], environment());
  const typesIn = (out: string) =>
    out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type);

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    await appendAccount(store.url, ACCOUNT);
    await appendPlain(store.url, 'thing-1', [
      ['ThingMade', { size: 1 }],
      ['ThingMoved', { size: 2 }],
    ]);
  });

  after(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('shows the newest events in the order of the log', async () => {
    const { code, out } = await tail('--limit', '2', '--json');
    expect(code).to.equal(0);
    expect(typesIn(out)).to.deep.equal(['ThingMade', 'ThingMoved']);
  });

  it('shows the whole log with --since-start', async () => {
    const { out } = await tail('--since-start', '--limit', '3', '--json');
    expect(typesIn(out)).to.deep.equal(['AccountRegistered', 'ThingMade', 'ThingMoved']);
  });

  it('narrows by type, stream and account', async () => {
    expect(typesIn((await tail('--type', 'ThingMade', '--limit', '1', '--json')).out)).to.deep.equal([
      'ThingMade',
    ]);
    expect(typesIn((await tail('--stream', 'account', '--limit', '1', '--json')).out)).to.deep.equal([
      'AccountRegistered',
    ]);
    expect(typesIn((await tail('--account', String(ACCOUNT), '--limit', '1', '--json')).out)).to.deep.equal([
      'AccountRegistered',
    ]);
  });

  it('hides personal values', async () => {
    for (const format of [[], ['--json']]) {
      const { out } = await tail('--type', 'AccountRegistered', '--limit', '1', ...format);
      expect(out).to.contain('‹personal›').and.not.to.contain('ada@example.org');
    }
  });

  it('shows personal values with --personal', async () => {
    const { out } = await tail('--type', 'AccountRegistered', '--limit', '1', '--personal');
    expect(out).to.contain('ada@example.org');
  });

  it('has the log say whose personal values were shown', async () => {
    await tail('--type', 'AccountRegistered', '--limit', '1', '--personal');
    const { out } = await tail('--type', 'PersonalDataViewed', '--limit', '1', '--json');
    const { data, actor } = JSON.parse(out) as { data: Record<string, unknown>; actor: object };
    expect(actor).to.include({ kind: 'operator' });
    expect(data).to.deep.include({ subjects: [ACCOUNT], events: 1 });
    expect(data['asked']).to.include({ view: 'events', type: 'AccountRegistered' });
  });

  it('follows until Ctrl-C, which is a good end', async () => {
    const watching = startCli(['events', 'tail', '--stream', 'live', '--json'], environment());
    const ready = startCli(['events', 'tail', '--stream', 'thing', '--json'], environment());
    await ready.line();
    await appendPlain(store.url, 'live-1', [['Happened', {}]]);
    expect(JSON.parse(await watching.line())).to.include({ type: 'Happened', stream: 'live-1' });
    watching.interrupt();
    ready.interrupt();
    expect((await watching.ended).code).to.equal(0);
    expect((await ready.ended).code).to.equal(0);
  });

  it('goes on after a restart of the event store', async () => {
    const watching = startCli(['events', 'tail', '--stream', 'again', '--json'], environment());
    await appendPlain(store.url, 'again-1', [['Before', {}]]);
    expect(JSON.parse(await watching.line())).to.include({ type: 'Before' });
    await store.close();
    store = await openStore(dataDir, store.port);
    await appendPlain(store.url, 'again-1', [['After', {}]]);
    expect(JSON.parse(await watching.line())).to.include({ type: 'After' });
    expect(watching.errors()).to.contain('connection lost');
    watching.interrupt();
    await watching.ended;
  });

  it('ends with 3 when the event store cannot be reached', async () => {
    const closed = { DATA_DIR: dataDir, EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    const { code, out, err } = await runCli(['events', 'tail'], closed);
    expect({ code, out }).to.deep.equal({ code: 3, out: '' });
    expect(err.trim().split('\n')).to.have.length(1);
  });

  it('ends with 2 when a number is none', async () => {
    expect(await tail('--limit', 'many')).to.deep.equal({
      code: 2,
      out: '',
      err: '--limit needs a whole number, not "many".\n',
    });
  });

  it('remarks on a type that looks misspelt', async () => {
    const closed = { DATA_DIR: dataDir, EVENTSTORE_URL: 'esdb://127.0.0.1:1?tls=false' };
    const { err } = await runCli(['events', 'tail', '--type', 'AccountRegisterd'], closed);
    expect(err).to.contain('Did you mean AccountRegistered?');
  });
});
