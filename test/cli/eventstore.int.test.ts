import { cpSync, existsSync, truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { selfSigned } from '#test/support/self-signed.js';
import { makeDataDir, removeDataDir, runCli, startCli } from './support/cli-process.js';

const FIXTURE = resolve('test/fixtures/eventstore-format-2');

describe('aidesign eventstore', () => {
  let dataDir: string;
  const at = (name: string): string => join(dataDir, name);
  const run = (...words: string[]) => runCli(['eventstore', ...words], { DATA_DIR: dataDir });

  beforeEach(async () => {
    dataDir = await makeDataDir();
    cpSync(FIXTURE, at('eventstore'), { recursive: true });
  });
  afterEach(() => removeDataDir(dataDir));

  describe('alone', () => {
    it('serves a folder until it is interrupted', async () => {
      const cli = startCli(['eventstore', '--data', at('new'), '--port', '0', '--json']);
      const ready = JSON.parse(await cli.line()) as { url: string };
      const client = EventStoreDBClient.connectionString(ready.url);
      const { success } = await client.appendToStream('mine', jsonEvent({ type: 'Mine', data: {} }));
      await client.dispose();
      cli.interrupt();
      const { code } = await cli.ended;
      expect({ success, code, kept: existsSync(join(at('new'), 'data.mdb')) }).to.deep.equal({
        success: true,
        code: 0,
        kept: true,
      });
    });

    it('speaks TLS with a certificate, and makes the users who may call', async () => {
      const { cert, key } = selfSigned();
      writeFileSync(at('cert'), cert);
      writeFileSync(at('key'), key);
      const tls = ['--tls-cert', at('cert'), '--tls-key', at('key')];
      const cli = startCli(['eventstore', '--data', at('new'), '--port', '0', ...tls, '--json']);
      const { url } = JSON.parse(await cli.line()) as { url: string };
      cli.interrupt();
      const { code } = await cli.ended;
      expect({ code, url: url.replace(/\d+\?/, 'N?') }).to.deep.equal({
        code: 0,
        url: 'esdb://127.0.0.1:N?tls=true',
      });
      expect(existsSync(join(at('new'), 'users.json'))).to.equal(true);
    });

    it('ends with 2 for a certificate without its key', async () => {
      const { code, err } = await run('--port', '0', '--tls-cert', at('cert'));
      expect({ code, err }).to.deep.equal({ code: 2, err: '--tls-key is missing.\n' });
    });

    it('ends with 2 for a port that is none', async () => {
      const { code, err } = await run('--port', 'many');
      expect({ code, err }).to.deep.equal({
        code: 2,
        err: '--port needs a number up to 65535, not "many".\n',
      });
    });

    it('ends with 2 and a suggestion for a command that is none', async () => {
      const { code, err } = await run('bakup');
      expect({ code, err }).to.deep.equal({
        code: 2,
        err: 'There is no command "eventstore bakup".\nDid you mean: aidesign eventstore backup\n',
      });
    });
  });

  describe('verify', () => {
    it('looks at the folder of the instance and says that everything is in order', async () => {
      const { code, out, err } = await run('verify');
      expect({ code, err }).to.deep.equal({ code: 0, err: '' });
      expect(out).to.contain('69 events in 20 streams').and.to.contain('Everything is in order.');
    });

    it('ends with 1 and says what is wrong', async () => {
      truncateSync(join(at('eventstore'), 'data.mdb'), 60_000);
      const { code, out } = await run('verify');
      expect(code).to.equal(1);
      expect(out).to.match(/^\d+ findings?:\n {2}page \d+: the page is behind the end of the file\n/);
    });

    it('answers programs', async () => {
      truncateSync(join(at('eventstore'), 'data.mdb'), 60_000);
      const { code, out } = await run('verify', '--json');
      const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: unknown[] };
      expect({ code, ok, some: findings.length > 0 }).to.deep.equal({ code: 1, ok: false, some: true });
    });

    it('ends with 4 where there is no store', async () => {
      expect(await run('verify', '--data', at('none'))).to.deep.equal({
        code: 4,
        out: '',
        err: `There is no event store in ${at('none')}.\n`,
      });
    });
  });

  describe('backup and restore', () => {
    it('make the same store in another place', async () => {
      const made = await run('backup', '--to', at('backup'), '--compact', '--json');
      const restored = await run('restore', '--from', at('backup'), '--data', at('second'), '--json');
      const { verified } = JSON.parse(restored.out) as { verified: object };
      expect([made.code, restored.code]).to.deep.equal([0, 0]);
      expect(verified).to.include({ ok: true, events: 69, lastPosition: 69 });
    });

    it('say what they did', async () => {
      const { out: made } = await run('backup', '--to', at('backup'), '--no-verify');
      const { out: restored } = await run('restore', '--from', at('backup'), '--data', at('second'));
      expect(made).to.contain('up to position 69.\nIt was not verified.');
      expect(restored).to.contain('69 events, everything is in order.');
    });

    it('end with 2 when they are not told where to', async () => {
      const codes = [await run('backup'), await run('restore')].map(({ code, err }) => [code, err]);
      expect(codes).to.deep.equal([
        [2, '--to is missing.\n'],
        [2, '--from is missing.\n'],
      ]);
    });

    it('end with 1 when there is something already', async () => {
      const { code, err } = await run('backup', '--to', at('eventstore'));
      expect({ code, err }).to.deep.equal({
        code: 1,
        err: `${at('eventstore')} is not empty: nothing was written\n`,
      });
    });
  });

  describe('scavenge', () => {
    it('says what was removed', async () => {
      const { code, out } = await run('scavenge');
      expect(code).to.equal(0);
      expect(out).to.match(/^Removed 24 events of 7 streams\.\nThe file has /);
    });

    it('answers programs', async () => {
      const { out } = await run('scavenge', '--json');
      expect(JSON.parse(out)).to.include({ events: 24, streams: 7 });
    });
  });

  describe('copy', () => {
    it('copies one log to another, and says what both have', async () => {
      const [source, target] = ['eventstore', 'target'].map((name) =>
        startCli(['eventstore', '--data', at(name), '--port', '0', '--json']),
      );
      const urlOf = async (cli: typeof source): Promise<string> =>
        (JSON.parse((await cli?.line()) ?? '') as { url: string }).url;
      const [from, to] = [await urlOf(source), await urlOf(target)];
      const first = await run('copy', '--from', from, '--to', to);
      const again = await run('copy', '--from', from, '--to', to, '--json');
      for (const cli of [source, target]) cli?.interrupt();
      await Promise.all([source?.ended, target?.ended]);
      expect(first.out).to.match(/^Copied 55 events; both have the same 55 now\.\n/);
      expect(JSON.parse(again.out)).to.include({ events: 55, copied: 0, metadata: 4, tombstones: 1 });
    });

    it('ends with 3 when a server cannot be reached', async () => {
      const away = ['esdb://127.0.0.1:1?tls=false', 'esdb://127.0.0.1:2?tls=false'] as const;
      const { code, err } = await run('copy', '--from', away[0], '--to', away[1]);
      expect({ code, err }).to.deep.equal({ code: 3, err: `${away[0]} or ${away[1]} cannot be reached.\n` });
    });
  });
});
