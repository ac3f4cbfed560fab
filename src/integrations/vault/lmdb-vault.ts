import { Buffer } from 'node:buffer';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { open } from 'lmdb';
import type { Vault } from './vault.js';

const SECRET_BYTES = 32;

const equal = (one: Uint8Array | undefined, other: Uint8Array | undefined): boolean =>
  one === undefined || other === undefined ? one === other : Buffer.compare(one, other) === 0;

/**
 * A vault in a folder (LMDB), shared by all processes of one machine. The first process to ask for a secret
 * makes it; the write is on disk before anyone sees it. Only the owner of the folder can read it.
 */
export const openLmdbVault = async (folder: string): Promise<Vault> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const db = open<Uint8Array, string>({
    path: folder,
    // A folder, also when its name has a dot: lmdb takes such names for files otherwise.
    noSubdir: false,
    encoding: 'binary',
    overlappingSync: false,
    compression: false,
  });
  return {
    secret: async (name) => {
      const existing = db.get(name);
      if (existing) return existing;
      await db.ifNoExists(name, () => {
        void db.put(name, randomBytes(SECRET_BYTES));
      });
      await db.flushed;
      const stored = db.get(name);
      if (!stored) throw new Error(`The vault did not keep the secret "${name}".`);
      return stored;
    },
    document: (name) => db.get(name),
    replace: async (name, { from, to }) => {
      const replaced = await db.transaction(() => {
        if (!equal(db.get(name), from)) return false;
        void db.put(name, Buffer.from(to));
        return true;
      });
      await db.flushed;
      return replaced;
    },
    close: () => db.close(),
  };
};
