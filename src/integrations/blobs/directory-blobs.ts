import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobMissing, type BlobKey, type BlobStore } from './blob-store.js';

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );

/** fsync of a directory makes a rename in it durable. */
const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes and flushes a new file; none is left when that fails. */
const writeFlushed = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(bytes).then(() => handle.sync());
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
};

const writeWhole = async (path: string, bytes: Uint8Array): Promise<void> => {
  const firstMade = await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  await writeFlushed(temporary, bytes);
  await rename(temporary, path);
  if (firstMade) await syncDirectory(dirname(firstMade));
};

/** Blobs as files: `<root>/<account>/<first two digits>/<address>`. A file is whole or not there. */
export const directoryBlobs = (root: string): BlobStore => {
  const pathOf = ({ account, address }: BlobKey): string =>
    join(root, String(account), address.slice(0, 2), address);
  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      if (!(await exists(path))) await writeWhole(path, bytes);
      // Also when it was there: who put it there a moment ago may not have come this far.
      const folder = dirname(path);
      await Promise.all([folder, dirname(folder), root].map(syncDirectory));
    },
    get: (key) =>
      readFile(pathOf(key)).catch((error: unknown) => {
        throw isMissing(error) ? new BlobMissing(key) : error;
      }),
  };
};
