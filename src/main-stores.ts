// What every process role opens: the three durable stores, and the secrets commands work with.
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join, resolve } from 'node:path';
import { CATALOG } from '#domain/catalog.js';
import { createCodec, type Codec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { loadSecrets, type Secrets } from '#commands/secrets.js';
import { directoryBlobs } from '#integrations/blobs/directory-blobs.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { ConfigError, type Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { createClosing, type Closing } from '#platform/shutdown.js';
import { addTracing, type Observing } from './main-observing.js';

export interface Stores {
  readonly client: LogClient;
  readonly codec: Codec;
  readonly commands: CommandDeps;
  readonly closing: Closing;
}

/** The setting, or an error that says how to get by without it. */
export const needed = (config: Config, name: 'EVENTSTORE_URL' | 'DATABASE_URL' | 'REDIS_URL'): string => {
  const value = config[name];
  if (value === undefined) {
    throw new ConfigError([`${name} is needed by this process. For everything in one, use: npm start`]);
  }
  return value;
};

/** The folder a setting names, or its place in DATA_DIR. */
export const folderOf = (config: Config, url: string | undefined, name: string): string =>
  url === undefined ? resolve(join(config.DATA_DIR, name)) : fileURLToPath(url);

const lifetimesOf = (config: Config) => ({
  accessSeconds: config.ACCESS_TOKEN_MINUTES * 60,
  refreshSeconds: config.REFRESH_TOKEN_DAYS * 86_400,
});

const LOOK_MS = 1_000;

/** What an operator changed in the vault is in force a second later: a look is one read of mapped memory. */
const followKeys = ({ tokenKeys }: Secrets, closing: Closing, logger: Logger): void => {
  const look = setInterval(() => {
    try {
      tokenKeys.reload();
    } catch (error) {
      logger.error({ err: error }, 'the signing keys in the vault cannot be read; those known stay in force');
    }
  }, LOOK_MS);
  closing.add('look at signing keys', () => clearInterval(look));
};

/** Opens blobs, vault and log, with whoever watches it. What was opened is closed by `closing`, in reverse order. */
export const openStores = async (config: Config, logger: Logger, observing?: Observing): Promise<Stores> => {
  const closing = createClosing((name, error) => logger.error({ err: error, name }, 'closing failed'));
  if (observing) addTracing(closing, observing);
  const blobFolder = folderOf(config, config.BLOB_URL, 'blobs');
  await mkdir(blobFolder, { recursive: true });
  const vault = await openLmdbVault(folderOf(config, config.VAULT_URL, 'vault'));
  closing.add('vault', () => vault.close());
  const lifetimes = lifetimesOf(config);
  const secrets = await loadSecrets(vault, lifetimes.refreshSeconds);
  followKeys(secrets, closing, logger);
  const client = connectLog(needed(config, 'EVENTSTORE_URL'));
  closing.add('log client', () => client.dispose());
  const codec = createCodec(CATALOG);
  const plain = createEventLog(client, codec, observing?.append);
  const log = observing ? observing.watched(plain) : plain;
  const blobs = directoryBlobs(blobFolder);
  return { client, codec, closing, commands: { log, blobs, secrets, lifetimes } };
};
