import { expect } from 'chai';
import { startEventStore, type EventStoreServer } from '#embedded/eventstore/server.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { randomId } from '#platform/ids.js';
import { caller } from '#test/support/callers.js';
import { startTcpProxy, type TcpProxy } from '#test/support/tcp-proxy.js';
import { until } from '#test/support/until.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { counter, counterCodec } from './counter.js';
import { storedEvents } from './stored-events.js';

const portOf = (url: string): number => Number(new URL(url.replace('esdb:', 'http:')).port);

describe('a log whose connection is lost', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let server: EventStoreServer | undefined;
  let proxy: TcpProxy;
  let client: LogClient;
  /** Reads past the proxy. */
  let reader: LogClient;
  let log: EventLog;

  before(async () => {
    folder = await temporaryFolder();
    const external = process.env['EVENTSTORE_URL'];
    if (!external) server = await startEventStore({ dataDir: folder.path, port: 0, sync: false });
    const url = external ?? server?.url ?? '';
    proxy = await startTcpProxy(portOf(url));
    client = connectLog(`esdb://127.0.0.1:${proxy.port}?tls=false`);
    reader = connectLog(url);
    log = createEventLog(client, counterCodec);
  });
  after(async () => {
    await client.dispose();
    await reader.dispose();
    await proxy.close();
    await server?.close();
    await folder.remove();
  });

  const add = (id: string, at = '') =>
    log.execute({ aggregate: counter, id, command: { type: 'Add', by: 1, at }, context: caller().context });
  const history = (id: string) => storedEvents(reader, `xcounter-${id}`);

  it('has the event once when only the answer was lost, and the command succeeds', async () => {
    const id = randomId();
    await add(id);
    proxy.dropAnswers();
    const answer = add(id);
    await until(async () => ((await history(id)).length > 1 ? true : undefined));
    proxy.cut();
    const { revision, position } = await answer;
    const logged = await history(id);
    expect(logged).to.have.length(2);
    expect({ revision, position }).to.deep.equal({ revision: 1, position: logged[1]?.position });
  });

  it('loses no command that waited to be written, and the process lives', async () => {
    const ids = Array.from({ length: 45 }, () => randomId());
    await Promise.all(ids.map((id) => add(id)));
    proxy.freeze();
    const answers = ids.map((id) => add(id, 'x'.repeat(60_000)));
    // Enough turns of the loop that all is handed to the client and what the connection takes is gone.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    proxy.cut();
    const outcomes = await Promise.all(answers);
    expect(new Set(outcomes.map(({ revision }) => revision))).to.deep.equal(new Set([1]));
    const lengths = await Promise.all(ids.map(async (id) => (await history(id)).length));
    expect(new Set(lengths)).to.deep.equal(new Set([2]));
  });
});
