import { expect } from 'chai';
import type { EventStoreServer } from '#embedded/eventstore/server.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { join } from 'node:path';
import { makeDataDir, removeDataDir, runCli } from './support/cli-process.js';
import { openStore } from './support/event-store.js';

interface Keys {
  readonly keys: readonly { readonly kid: string; readonly algorithm: string; readonly state: string }[];
}

describe('aidesign keys', () => {
  let dataDir: string;
  let store: EventStoreServer;
  const environment = () => ({ DATA_DIR: dataDir, EVENTSTORE_URL: store.url });
  const keys = (...words: string[]) => runCli(['keys', ...words], environment());
  const makeVault = async (): Promise<void> => {
    const vault = await openLmdbVault(join(dataDir, 'vault'));
    await vault.secret('token-key');
    await vault.close();
  };

  before(async () => {
    dataDir = await makeDataDir();
    store = await openStore(dataDir);
  });
  after(async () => {
    await store.close();
    await removeDataDir(dataDir);
  });

  it('never makes a vault', async () => {
    const { code, err } = await keys('list');
    expect(code).to.equal(2);
    expect(err).to.contain('There is no vault in');
  });

  it('lists the first key', async () => {
    await makeVault();
    const { code, out } = await keys('list');
    expect(code).to.equal(0);
    expect(out).to.match(/^[0-9a-f]{16} {2}HS256 {2}active {5}signs now\n$/);
  });

  it('does not retire the key that signs: 1', async () => {
    const [kid = ''] = (await keys('list')).out.split(' ');
    expect((await keys('retire', kid)).code).to.equal(1);
  });

  it('ends with 4 for a key that is not there, with 2 for an algorithm nobody knows', async () => {
    const codes = [(await keys('retire', 'a'.repeat(16))).code, (await keys('rotate', '--alg', 'none')).code];
    expect(codes).to.deep.equal([4, 2]);
  });

  it('announces a new key and tells programs of all', async () => {
    const { code, out } = await keys('rotate', '--alg', 'es256', '--json');
    const facts = (JSON.parse(out) as Keys).keys.map(({ algorithm, state }) => `${algorithm} ${state}`);
    expect({ code, facts }).to.deep.equal({ code: 0, facts: ['HS256 active', 'ES256 announced'] });
  });

  it('records who did it, and nothing secret', async () => {
    const { out } = await runCli(['events', 'tail', '--limit', '1', '--json'], environment());
    const event = JSON.parse(out) as { type: string; actor: { kind: string }; data: object };
    expect([event.type, event.actor.kind]).to.deep.equal(['SigningKeyRotated', 'operator']);
    expect(event.data).to.have.all.keys('kid', 'algorithm', 'previousKid', 'activeFrom', 'at');
  });
});
