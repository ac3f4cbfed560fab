// The write side of one process: log, blobs and secrets. Knows nothing of mocha: processes that tests start use it too.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandDeps } from '#commands/command-deps.js';
import { loadSecrets, type Secrets } from '#commands/secrets.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec, type Codec } from '#eventlog/codec.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { directoryBlobs } from '#integrations/blobs/directory-blobs.js';
import { openLmdbVault } from '#integrations/vault/lmdb-vault.js';
import { createClosing } from '#platform/shutdown.js';

export interface WriteSide {
  readonly url: string;
  readonly client: LogClient;
  readonly codec: Codec;
  readonly deps: CommandDeps;
  readonly secrets: Secrets;
  /** Everything is below it: `blobs`, `vault` and, unless the log is external, `log`. */
  readonly folder: string;
  /** The same stores as a process of its own sees them: with a cache of its own. */
  otherProcess(): CommandDeps;
  close(): Promise<void>;
}

const LIFETIMES = { accessSeconds: 3_600, refreshSeconds: 604_800 };

/** The stores of a process whose log is at `url` and whose blobs and vault are below `folder`. */
export const connectWriteSide = async (url: string, folder: string): Promise<WriteSide> => {
  const closing = createClosing((_name, error) => {
    throw error;
  });
  const vault = await openLmdbVault(join(folder, 'vault'));
  closing.add('vault', () => vault.close());
  const secrets = await loadSecrets(vault);
  const client = connectLog(url);
  closing.add('log client', () => client.dispose());
  const codec = createCodec(CATALOG);
  const blobs = directoryBlobs(join(folder, 'blobs'));
  const depsWith = (log: EventLog): CommandDeps => ({ log, blobs, secrets, lifetimes: LIFETIMES });
  const deps = depsWith(createEventLog(client, codec));
  const otherProcess = (): CommandDeps => depsWith(createEventLog(client, codec));
  return { url, client, codec, deps, secrets, folder, otherProcess, close: () => closing.close() };
};

/** A folder that is gone when the tests are over: call `remove`. */
export const temporaryFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'aidesign-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};
