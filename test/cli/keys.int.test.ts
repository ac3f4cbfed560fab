import { join } from 'node:path';
import { expect } from 'chai';
import { COMMANDS } from '#cli/commands/index.js';
import { runCli } from '#cli/framework/run-cli.js';
import { CATALOG } from '#domain/catalog.js';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import type { Vault } from '#integrations/vault/vault.js';
import { makeDataDir, removeDataDir } from './support/cli-process.js';
import { openStore } from './support/event-store.js';
import { fakeTools } from './support/fake-tools.js';

describe('aidesign keys', () => {
  let dataDir: string;
  let store: EventStoreServer;
  let client: LogClient;
  let vault: Vault;

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
    client = connectLog(store.url);
    vault = await openLmdbVault(join(dataDir, 'keys-vault'));
  });
  after(async () => {
    await client.dispose();
    await vault.close();
    await store.close();
    await removeDataDir(dataDir);
  });

  const keys = async (...words: readonly string[]) => {
    const { tools, written } = fakeTools();
    const log = createEventLog(client, createCodec(CATALOG));
    const desk = { log: () => Promise.resolve(log), vault, refreshSeconds: 604_800 };
    const own = { ...tools, signingKeys: () => Promise.resolve(desk) };
    const code = await runCli({ version: '0', commands: COMMANDS }, ['keys', ...words], own);
    return { code, ...written };
  };

  it('lists the one there is at first', async () => {
    const { code, out } = await keys('list');
    expect(code).to.equal(0);
    expect(out).to.match(/^[0-9a-f]{16} {2}HS256 {2}active +signs now\n$/);
  });

  it('rotates, and tells programs when the new key signs', async () => {
    const { code, out } = await keys('rotate', '--alg', 'es256', '--json');
    const { keys: listed } = JSON.parse(out) as { keys: Record<string, unknown>[] };
    expect(code).to.equal(0);
    expect(listed.map(({ algorithm, state }) => [algorithm, state])).to.deep.equal([
      ['HS256', 'active'],
      ['ES256', 'announced'],
    ]);
    expect(listed[1]?.['active_from']).to.be.a('string');
  });

  it('ends with 2 for an algorithm or a name that is none', async () => {
    expect(await keys('rotate', '--alg', 'none')).to.include({
      code: 2,
      err: 'Tokens are not signed with "none".\nAlgorithms: HS256, ES256.\n',
    });
    expect(await keys('retire', '../x')).to.include({ code: 2 });
  });

  it('ends with 4 for a key that is not there, and does not retire the one that signs', async () => {
    expect(await keys('retire', '0'.repeat(16))).to.include({ code: 4 });
    const signing = (await keys('list')).out.slice(0, 16);
    const { code, err } = await keys('retire', signing);
    expect(code).to.equal(1);
    expect(err).to.include('is active: rotate first');
  });

  for (const words of [['list'], ['rotate'], ['retire']]) {
    it(`explains itself: keys ${words.join(' ')}`, async () => {
      const { code, out } = await keys(...words, '--help');
      expect(code).to.equal(0);
      expect(out).to.include(`aidesign keys ${words.join(' ')}`);
    });
  }
});
