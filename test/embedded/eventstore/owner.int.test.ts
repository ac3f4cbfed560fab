import { expect } from 'chai';
import { openStore } from '#embedded/eventstore/store/store.js';
import { openTables } from '#embedded/eventstore/store/tables.js';
import { newFolder, removeFolder } from './support.js';

describe('event store: a folder with an owner on record', () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => {
    removeFolder(folder);
  });

  const record = async (owner: unknown): Promise<void> => {
    const tables = openTables(folder, false);
    tables.meta.putSync('owner', owner);
    await tables.root.close();
  };
  const open = async (): Promise<string> => {
    try {
      const store = await openStore({ dataDir: folder, sync: false, onError: () => undefined });
      await store.close();
      return 'opened';
    } catch (error) {
      return error instanceof Error ? error.message : '';
    }
  };

  it('opens when the owner is gone', async () => {
    await record({ pid: 2 ** 22 + 1, boot: '', started: '' });
    expect(await open()).to.equal('opened');
  });

  it('opens when another process has the pid of the owner now', async () => {
    await record({ pid: process.ppid, boot: 'earlier', started: '1' });
    expect(await open()).to.equal('opened');
  });

  it('opens when what is on record makes no sense', async () => {
    await record('nonsense');
    expect(await open()).to.equal('opened');
  });

  it('stays closed to a second opening in the same process', async () => {
    const store = await openStore({ dataDir: folder, sync: false, onError: () => undefined });
    const second = await open();
    await store.close();
    expect(second).to.equal(`data folder is in use by process ${String(process.pid)}`);
  });

  it('opens again after it was closed', async () => {
    expect([await open(), await open()]).to.deep.equal(['opened', 'opened']);
  });
});
