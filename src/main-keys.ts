// The signing keys, for the command line. Never makes a vault: keys nobody signs with would be of no use.
import { stat } from 'node:fs/promises';
import { UsageError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import type { KeyDeps } from '#commands/sessions/change-keys.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import type { Vault } from '#integrations/vault/vault.js';
import { readConfig } from '#platform/config.js';
import type { Closing } from '#platform/shutdown.js';
import { folderOf } from './main-stores.js';

/** Throws `UsageError` where there is none; the hint says what else would do. */
export const openExistingVault = async (
  { environment }: Instance,
  closing: Closing,
  hint: string,
): Promise<Vault> => {
  const config = readConfig(environment);
  const folder = folderOf(config, config.VAULT_URL, 'vault');
  const there = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!there) throw new UsageError(`There is no vault in ${folder}.`, hint);
  const vault = await openLmdbVault(folder);
  closing.add('vault', () => vault.close());
  return vault;
};

export const openKeys = async (
  instance: Instance,
  closing: Closing,
  log: KeyDeps['log'],
): Promise<KeyDeps> => ({
  log,
  vault: await openExistingVault(instance, closing, 'Set VAULT_URL, or DATA_DIR as the server has it.'),
  refreshSeconds: readConfig(instance.environment).REFRESH_TOKEN_DAYS * 86_400,
});
