import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { vaultContract } from './vault-contract.js';

const SCRIPT = fileURLToPath(import.meta.resolve('#test/support/ask-secrets.js'));

const askFromProcesses = async (folder: string, count: number): Promise<string[][]> => {
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, [SCRIPT, folder], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  await Promise.all(children.map((child) => once(child.stdout, 'data')));
  const answers = children.map((child) => text(child.stdout));
  for (const child of children) child.stdin.write('now\n');
  return (await Promise.all(answers)).map((answer) => JSON.parse(answer) as string[]);
};

vaultContract('LMDB folder', async () => {
  const { path, remove } = await temporaryFolder();
  const folder = join(path, 'vault');
  return {
    open: () => openLmdbVault(folder),
    askFromProcesses: (count) => askFromProcesses(folder, count),
    remove,
  };
});

describe('the folder of a vault', () => {
  let parent: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    parent = await temporaryFolder();
  });
  afterEach(() => parent.remove());
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  it('can be read by its owner only', async () => {
    const folder = join(parent.path, 'vault');
    await (await openLmdbVault(folder)).close();
    expect(await modeOf(folder)).to.equal('700');
  });

  it('is closed to others also when it was there and open', async () => {
    const folder = join(parent.path, 'vault');
    await mkdir(folder, { mode: 0o755 });
    await (await openLmdbVault(folder)).close();
    expect(await modeOf(folder)).to.equal('700');
  });

  it('may have any name, also one with a dot', async () => {
    const folder = join(parent.path, 'keys.vault');
    const vault = await openLmdbVault(folder);
    const secret = Buffer.from(await vault.secret('token-key'));
    await vault.close();
    const again = await openLmdbVault(folder);
    expect(Buffer.from(await again.secret('token-key')).equals(secret)).to.equal(true);
    await again.close();
  });
});
