import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { backup } from '#embedded/eventstore/tools/backup.js';
import { restore } from '#embedded/eventstore/tools/restore.js';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { startChild } from '../child-process.js';
import { all, revisions } from '../support.js';
import { copyFixture, failureOf, serving, useFolder } from './support.js';

const plain = { compact: false, verify: true };

describe('event store: a backup', () => {
  const at = useFolder();

  for (const compact of [false, true]) {
    it(`of a running store holds what was acknowledged before${compact ? ', compacted' : ''}`, async () => {
      const child = await startChild({ args: ['--data', at('store'), '--port', '0', '--no-sync'] });
      const client = EventStoreDBClient.connectionString(child.url);
      const begun = await client.appendToStream('busy', jsonEvent({ type: 'Written', data: {} }));
      let [acknowledged, ended] = [Number(begun.nextExpectedRevision), false];
      const writing = (async () => {
        while (!ended) {
          const event = jsonEvent({ type: 'Written', data: {} });
          acknowledged = Number((await client.appendToStream('busy', event)).nextExpectedRevision);
        }
      })();
      await client.appendToStream('first', jsonEvent({ type: 'First', data: {} }));
      const before = acknowledged;
      await backup({ dataDir: at('store'), to: at('backup'), compact, verify: true });
      ended = true;
      await writing;
      await client.dispose();
      await child.kill('SIGTERM');
      const found = await serving(at('backup'), async (copy) =>
        revisions(await all(copy.readStream('busy'))),
      );
      expect(found.length - 1).to.be.within(before, acknowledged);
      expect(found).to.deep.equal(found.map((_, n) => n));
    });
  }

  it('can be served where the store still runs', async () => {
    const child = await startChild({ args: ['--data', copyFixture(2, at('store')), '--port', '0'] });
    await backup({ dataDir: at('store'), to: at('backup'), ...plain });
    const second = await startChild({ args: ['--data', at('backup'), '--port', '0'] });
    expect(await second.kill('SIGTERM')).to.equal(0);
    await child.kill('SIGTERM');
  });

  it('says up to where it goes', async () => {
    await backup({ dataDir: copyFixture(2, at('store')), to: at('backup'), ...plain });
    const manifest = JSON.parse(readFileSync(join(at('backup'), 'backup.json'), 'utf8')) as object;
    expect(manifest).to.include({ format: 2, lastPosition: 69 });
    expect(readdirSync(at('backup')).sort()).to.deep.equal(['backup.json', 'data.mdb']);
  });

  it('does not go into a folder that holds anything', async () => {
    mkdirSync(at('backup'));
    writeFileSync(join(at('backup'), 'mine'), '');
    const failed = await failureOf(
      backup({ dataDir: copyFixture(2, at('store')), to: at('backup'), ...plain }),
    );
    expect(failed).to.equal(`${at('backup')} is not empty: nothing was written`);
  });

  it('takes the place of one that was not finished, not of anything else', async () => {
    mkdirSync(`${at('backup')}.tmp`);
    writeFileSync(join(`${at('backup')}.tmp`, 'data.mdb'), 'half');
    const dataDir = copyFixture(2, at('store'));
    expect(await failureOf(backup({ dataDir, to: at('backup'), ...plain }))).to.equal('');
    mkdirSync(`${at('other')}.tmp`);
    writeFileSync(join(`${at('other')}.tmp`, 'mine'), '');
    expect(await failureOf(backup({ dataDir, to: at('other'), ...plain }))).to.contain('holds mine');
  });

  it('does not appear when the store is damaged', async () => {
    const dataDir = copyFixture(2, at('store'));
    const file = join(dataDir, 'data.mdb');
    const bytes = readFileSync(file);
    bytes.fill(1, bytes.indexOf('Bytes') + 200, bytes.indexOf('Bytes') + 210);
    writeFileSync(file, bytes);
    const failed = await failureOf(backup({ dataDir, to: at('backup'), ...plain }));
    expect(failed).to.match(/^the copy has \d+ findings?, the first: /);
    expect([existsSync(at('backup')), existsSync(`${at('backup')}.tmp`)]).to.deep.equal([false, false]);
  });

  it('does not appear when the disk is full', async function () {
    if (process.platform !== 'linux') this.skip();
    const words = ['eventstore', 'backup', '--data', copyFixture(2, at('store')), '--to', at('backup')];
    // The largest file it may write: a full disk that needs no disk.
    const command = 'ulimit -S -f 48; exec "$@"';
    const cli = [process.execPath, resolve('dist/src/main-cli.js'), ...words];
    const { status, stderr } = spawnSync('sh', ['-c', command, 'sh', ...cli], { encoding: 'utf8' });
    expect([status, stderr.trim()]).to.deep.equal([1, 'File too large']);
    expect(readdirSync(at('.'))).to.deep.equal(['store']);
  });
});

describe('event store: a restore', () => {
  const at = useFolder();

  beforeEach(() => backup({ dataDir: copyFixture(2, at('store')), to: at('backup'), ...plain }));

  it('makes a store that goes on where the backup ended', async () => {
    await restore({ from: at('backup'), dataDir: at('new/store') });
    const { nextExpectedRevision } = await serving(at('new/store'), (client) =>
      client.appendToStream('plain-1', jsonEvent({ type: 'New', data: {} }), { expectedRevision: 19n }),
    );
    expect(nextExpectedRevision).to.equal(20n);
    expect(await verify(at('new/store'))).to.include({ ok: true, lastPosition: 70 });
  });

  it('leaves the backup as it was', async () => {
    const before = readFileSync(join(at('backup'), 'data.mdb'));
    await restore({ from: at('backup'), dataDir: at('new') });
    expect(before.equals(readFileSync(join(at('backup'), 'data.mdb')))).to.equal(true);
  });

  it('leaves a folder alone that holds a store', async () => {
    expect(await failureOf(restore({ from: at('backup'), dataDir: at('store') }))).to.equal(
      `${at('store')} is not empty: nothing was written`,
    );
  });

  it('refuses a backup that was cut', async () => {
    truncateSync(join(at('backup'), 'data.mdb'), 40_000);
    expect(await failureOf(restore({ from: at('backup'), dataDir: at('new') }))).to.match(
      /^the backup has \d+ findings, the first: page \d+: the page is behind the end of the file$/,
    );
    expect(existsSync(at('new'))).to.equal(false);
  });

  it('refuses a backup whose data are of another moment', async () => {
    const manifest = join(at('backup'), 'backup.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('69', '70'));
    expect(await failureOf(restore({ from: at('backup'), dataDir: at('new') }))).to.equal(
      'the backup ends at position 69, it was made at 70',
    );
  });
});
