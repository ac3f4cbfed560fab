import { randomUUID } from 'node:crypto';
import { access, mkdir, open, readFile, rename } from 'node:fs/promises';
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
  await handle.sync().finally(() => handle.close());
};

const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  const folder = dirname(path);
  const firstMade = await mkdir(folder, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  const handle = await open(temporary, 'wx');
  await handle
    .writeFile(bytes)
    .then(() => handle.sync())
    .finally(() => handle.close());
  await rename(temporary, path);
  await syncDirectory(folder);
  if (firstMade) await Promise.all([syncDirectory(dirname(folder)), syncDirectory(dirname(firstMade))]);
};

/** Blobs as files: `<root>/<account>/<first two digits>/<address>`. A file is whole or not there. */
export const directoryBlobs = (root: string): BlobStore => {
  const pathOf = ({ account, address }: BlobKey): string =>
    join(root, String(account), address.slice(0, 2), address);
  return {
    put: async (key, bytes) => {
      const path = pathOf(key);
      if (!(await exists(path))) await writeDurably(path, bytes);
    },
    get: (key) =>
      readFile(pathOf(key)).catch((error: unknown) => {
        throw isMissing(error) ? new BlobMissing(key) : error;
      }),
  };
};
