import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { open } from 'lmdb';
import { startChild, startRefused, type Child } from './child-process.js';
import { all, errorFrom, events, fresh, newFolder, removeFolder } from './support.js';

describe('event store: a running process', () => {
  const folder = newFolder();
  let child: Child;
  let client: EventStoreDBClient;

  before(async () => {
    child = await startChild({ args: ['--data', folder, '--port', '0'] });
    client = EventStoreDBClient.connectionString(child.url);
  });
  after(async () => {
    await client.dispose();
    await child.kill('SIGKILL');
    removeFolder(folder);
  });

  it('keeps a second one out of its folder', async () => {
    const { code, stderr } = await startRefused({ args: ['--data', folder, '--port', '0'] });
    expect(code).to.equal(4);
    expect(stderr).to.equal(
      `embedded event store: data folder is in use by process ${String(child.process.pid)}\n`,
    );
  });

  it('keeps a second one off its port', async () => {
    const other = newFolder();
    const { code, stderr } = await startRefused({ args: ['--data', other, '--port', String(child.port)] });
    removeFolder(other);
    expect(code).to.equal(3);
    expect(stderr).to.match(/^embedded event store: port \d+ on 127\.0\.0\.1 is in use\n$/);
  });

  it('still serves after refusing others', async () => {
    const result = await client.appendToStream(fresh(), events(1));
    expect(result.success).to.equal(true);
  });

  it('ends open subscriptions and itself on SIGTERM, and keeps what was written', async () => {
    const stream = fresh();
    await client.appendToStream(stream, events(3));
    const subscription = client.subscribeToStream(stream);
    const ended = errorFrom(all(subscription));
    await once(subscription, 'caughtUp');
    const code = await child.kill('SIGTERM');
    expect([code, (await ended)['type']]).to.deep.equal([0, 'cancelled']);
    child = await startChild({ args: ['--data', folder, '--port', String(child.port)] });
    expect(await all(client.readStream(stream))).to.have.length(3);
  });

  it('does not wait for a reader that takes nothing', async () => {
    const stream = fresh();
    for (let n = 0; n < 20; n++) await client.appendToStream(stream, events(500));
    const subscription = client.subscribeToStream(stream);
    subscription.on('error', () => undefined);
    await once(subscription, 'confirmation');
    subscription.pause();
    expect(await child.kill('SIGINT')).to.equal(0);
    child = await startChild({ args: ['--data', folder, '--port', String(child.port)] });
  });

  it('frees its folder even when it is killed', async () => {
    await child.kill('SIGKILL');
    child = await startChild({ args: ['--data', folder, '--port', String(child.port)] });
    expect(child.port).to.be.greaterThan(0);
  });
});

describe('event store: a process whose parent watches over it', () => {
  it('ends cleanly when its stdin ends', async () => {
    const folder = newFolder();
    const child = await startChild({
      args: ['--data', folder, '--port', '0'],
      env: { AIDESIGN_WATCHDOG: '1' },
    });
    const closed = once(child.process, 'close');
    child.process.stdin.end();
    await closed;
    removeFolder(folder);
    expect(child.process.exitCode).to.equal(0);
  });
});

describe('event store: the log of a process', () => {
  const folder = newFolder();
  after(() => {
    removeFolder(folder);
  });

  it('tells its start and its end as lines of JSON when it is asked to', async () => {
    const child = await startChild({ args: ['--data', folder, '--port', '0', '--json-logs'] });
    await child.kill('SIGTERM');
    const told = child
      .told()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.map(({ level, event }) => [level, event])).to.deep.equal([
      ['info', 'started'],
      ['info', 'stopping'],
      ['info', 'stopped'],
    ]);
    expect(told[0]).to.include({ component: 'embedded event store', port: child.port, tls: false });
  });

  it('has nothing to tell otherwise', async () => {
    const child = await startChild({ args: ['--data', folder, '--port', '0'] });
    await child.kill('SIGTERM');
    expect(child.told()).to.equal('');
  });
});

describe('event store: a process that cannot start', () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });

  const refusal = async (...args: string[]): Promise<[number | null, string]> => {
    const { code, stderr } = await startRefused({ args });
    return [code, stderr];
  };

  it('tells how it is used', async () => {
    const [code, stderr] = await refusal('--data', folder);
    expect([code, stderr]).to.deep.equal([
      2,
      'embedded event store: usage: --data DIR --port N [--host H] [--no-sync] [--projections] ' +
        '[--tls-cert FILE --tls-key FILE [--users FILE]] [--json-logs]\n',
    ]);
  });

  it('refuses arguments it does not know', async () => {
    const [code] = await refusal('--data', folder, '--port', '0', '--colour');
    expect(code).to.equal(2);
  });

  it('refuses data of a newer format', async () => {
    const root = open({ path: folder, noSubdir: false, encoding: 'json', overlappingSync: false });
    root.openDB<number, string>({ name: 'meta', encoding: 'json' }).putSync('format', 99);
    await root.close();
    const [code, stderr] = await refusal('--data', folder, '--port', '0');
    expect([code, stderr]).to.deep.equal([
      5,
      'embedded event store: data folder has format 99, this version reads up to 2\n',
    ]);
  });

  it('refuses a folder that is a file', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    const [code, stderr] = await refusal('--data', path, '--port', '0');
    expect(code).to.equal(5);
    expect(stderr).to.match(/^embedded event store: data folder cannot be used: [^\n]+\n$/);
  });

  it('refuses data that is none of its own', async () => {
    const path = join(folder, 'data');
    mkdirSync(path);
    writeFileSync(join(path, 'data.mdb'), 'something else entirely'.repeat(1000));
    const [code] = await refusal('--data', path, '--port', '0');
    expect(code).to.equal(5);
  });
});
