import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { loadSecrets, SECRET_NAMES } from '#commands/secrets.js';
import { lookAtVault } from '#integrations/vault/look-at-vault.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { temporaryFolder } from '#test/support/process-stores.js';

describe('secrets of a vault', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  const place = (): string => join(folder.path, 'vault');
  const hold = async (secrets: Readonly<Record<string, Uint8Array>>): Promise<void> => {
    const db = open<Uint8Array, string>({ path: place(), noSubdir: false, encoding: 'binary' });
    for (const [name, secret] of Object.entries(secrets)) await db.put(name, secret);
    await db.close();
  };

  it('are as good as chance where the product drew them', async () => {
    const vault = await openLmdbVault(place());
    await loadSecrets(vault);
    await vault.close();
    expect(await lookAtVault(place(), SECRET_NAMES)).to.deep.equal({ weak: [], openToOthers: false });
  });

  it('are all looked at', async () => {
    const asked: string[] = [];
    const secret = (name: string): Promise<Uint8Array> => {
      asked.push(name);
      return Promise.resolve(new Uint8Array());
    };
    const none = { document: () => undefined, replace: () => Promise.resolve(false) };
    await loadSecrets({ secret, ...none, close: () => Promise.resolve() });
    expect(asked).to.have.members([...SECRET_NAMES]);
  });

  const drawn = Uint8Array.from({ length: 32 }, (_, i) => i * 37 + 130);
  const WEAK: readonly (readonly [string, Readonly<Record<string, Uint8Array>>])[] = [
    ['text somebody typed', { 'token-key': Buffer.from('change-me-0123456789-abcdefghijklmnop') }],
    ['a pattern', { 'token-key': new Uint8Array(32).fill(7) }],
    ['too short', { 'token-key': drawn.subarray(0, 31) }],
  ];
  for (const [what, secrets] of WEAK)
    it(`are found where one is ${what}`, async () => {
      await hold({ ...secrets, 'link-key': drawn });
      expect((await lookAtVault(place(), SECRET_NAMES))?.weak).to.deep.equal(['token-key']);
    });

  it('are found where two are the same', async () => {
    await hold({ 'token-key': drawn, 'link-key': drawn });
    expect((await lookAtVault(place(), SECRET_NAMES))?.weak).to.have.members(['token-key', 'link-key']);
  });

  it('are open to others where the folder is', async () => {
    await hold({ 'token-key': drawn });
    await chmod(place(), 0o755);
    expect((await lookAtVault(place(), SECRET_NAMES))?.openToOthers).to.equal(true);
  });

  it('are not made by looking', async () => {
    expect(await lookAtVault(place(), SECRET_NAMES)).to.equal(undefined);
  });
});
