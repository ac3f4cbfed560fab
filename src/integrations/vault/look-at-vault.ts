// Looks at the secrets of a vault without making any. Promises: no secret leaves it. Fails as LMDB does where the
// folder holds something else.
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { open } from 'lmdb';

interface VaultFacts {
  /** Names of secrets that were not drawn by chance: too short, text, a pattern, or the same as another one. */
  readonly weak: readonly string[];
  /** Other users of the machine may read the folder. */
  readonly openToOthers: boolean;
}

const SHORTEST = 32;
/** Of 32 bytes by chance about 30 differ; that so few do does not happen. */
const FEWEST_DIFFERENT = 16;

const isWeak = (secret: Uint8Array): boolean =>
  secret.length < SHORTEST ||
  new Set(secret).size < FEWEST_DIFFERENT ||
  secret.every((byte) => byte >= 32 && byte < 127);

/** What the vault in this folder holds under these names; undefined: there is no vault yet. */
export const lookAtVault = async (
  folder: string,
  names: readonly string[],
): Promise<VaultFacts | undefined> => {
  if (!existsSync(join(folder, 'data.mdb'))) return undefined;
  const { mode } = await stat(folder);
  const db = open<Uint8Array, string>({
    ...{ path: folder, noSubdir: false, encoding: 'binary', readOnly: true },
  });
  try {
    const held = names.flatMap((name) => {
      const secret = db.get(name);
      return secret ? [{ name, secret, hex: Buffer.from(secret).toString('hex') }] : [];
    });
    const isTwice = (hex: string): boolean => held.filter((one) => one.hex === hex).length > 1;
    const weak = held.filter(({ secret, hex }) => isWeak(secret) || isTwice(hex)).map(({ name }) => name);
    return { weak, openToOthers: (mode & 0o077) !== 0 };
  } finally {
    await db.close();
  }
};
