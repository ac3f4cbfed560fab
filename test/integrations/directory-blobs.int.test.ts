import { expect } from 'chai';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BlobMissing } from '#integrations/blobs/blob-store.js';
import { directoryBlobs } from '#integrations/blobs/directory-blobs.js';
import { failureOf } from '#test/support/failure.js';
import { temporaryFolder } from '#test/support/process-stores.js';
import { blobStoreContract } from './blob-store-contract.js';

blobStoreContract('directory', async () => {
  const folder = await temporaryFolder();
  return { store: directoryBlobs(folder.path), other: directoryBlobs(folder.path), close: folder.remove };
});

describe('a directory of blobs', () => {
  const address = 'ab'.repeat(32);
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());
  const filesBelow = async (path: string) =>
    (await readdir(path, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1));

  it('has a folder for each account', async () => {
    const blobs = directoryBlobs(folder.path);
    await blobs.put({ account: 7, address }, Buffer.from('x'));
    await blobs.put({ account: 8, address }, Buffer.from('x'));
    expect(await filesBelow(folder.path)).to.have.members([`7/ab/${address}`, `8/ab/${address}`]);
  });

  it('makes its own folder', async () => {
    const root = join(folder.path, 'not', 'there', 'yet');
    await directoryBlobs(root).put({ account: 7, address }, Buffer.from('x'));
    expect(await filesBelow(root)).to.deep.equal([`7/ab/${address}`]);
  });

  it('does not take what a killed process left half written for the blob', async () => {
    const place = join(folder.path, '7', 'ab');
    await mkdir(place, { recursive: true });
    await writeFile(join(place, `${address}.0b5a0a5e-3c1c-5d64-9a7a-5f0f3a5f3b11`), 'half');
    const blobs = directoryBlobs(folder.path);
    expect(await failureOf(blobs.get({ account: 7, address }))).to.be.instanceOf(BlobMissing);
    await blobs.put({ account: 7, address }, Buffer.from('whole'));
    expect(Buffer.from(await blobs.get({ account: 7, address })).toString()).to.equal('whole');
  });

  it('leaves no half-written file when many put one blob at once', async () => {
    const blobs = directoryBlobs(folder.path);
    const bytes = Buffer.alloc(100_000, 1);
    await Promise.all(Array.from({ length: 10 }, () => blobs.put({ account: 7, address }, bytes)));
    expect(await filesBelow(folder.path)).to.deep.equal([`7/ab/${address}`]);
  });
});
