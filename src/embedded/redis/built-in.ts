// A small Redis-compatible server for a machine that has none.
// Promises: what was answered survives kill -9, for it was written before; a power cut costs one second at
// most. One process per folder; only 127.0.0.1, only with the password. Memory is the limit: nothing is ever
// evicted. Does not: streams, clusters, several databases, users. Fails to start with FolderInUseError,
// AppendFileError or PortInUseError; a full disk refuses changes with MISCONF and reads on.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppendFile } from './append-file/append-file.js';
import { createCommandBuffer, type CommandBuffer } from './append-file/command-log.js';
import { Compactor } from './append-file/compactor.js';
import { replay } from './append-file/replay.js';
import { commands } from './commands/table.js';
import { createActiveExpiry } from './engine/active-expiry.js';
import { newClient } from './engine/client.js';
import { createEngine, type Engine } from './engine/engine.js';
import { runCommand } from './engine/execute.js';
import { listen } from './engine/listener.js';
import { ReplyError } from './protocol/reply.js';
import { createScripts } from './lua/scripts.js';
import { ensurePassword } from './password.js';
import { FolderInUseError } from '../supervise/errors.js';
import { lockFolder, type FolderLock } from '../supervise/folder-lock.js';

const EXPIRY_MS = 100;
const SYNC_MS = 1000;
const LOCK_MS = 2000;
const LOCK_POLL_MS = 50;

export type BuiltInOptions = Readonly<{
  dataDir: string;
  /** 0: any free port. */
  port: number;
  /** Told when something fails that no client is told. */
  onError: (error: unknown) => void;
}>;

export type BuiltIn = Readonly<{ port: number; close: () => Promise<void> }>;

type Store = Readonly<{ engine: Engine; file: AppendFile; buffer: CommandBuffer; compactor: Compactor }>;

const replayInto = (engine: Engine, file: string): number => {
  const client = newClient({
    ...{ id: 0, address: 'file', authenticated: true },
    push: () => undefined,
    end: () => undefined,
  });
  engine.db.keepExpired(true);
  const size = replay(file, (words) => {
    const command = engine.commands.find(words[0] ?? '');
    // What is in the file was carried out once: anything refused now was not written by us.
    if (command === undefined) throw new ReplyError('unknown command');
    runCommand(command, { engine, client, words, mayBlock: false });
  });
  engine.db.keepExpired(false);
  return size;
};

const openStore = ({ dataDir, onError }: BuiltInOptions, port: () => number): Store => {
  const path = join(dataDir, 'appendonly.aof');
  const draft = `${path}.draft`;
  rmSync(draft, { force: true });
  const buffer = createCommandBuffer();
  const parts: { file?: AppendFile; compactor?: Compactor } = {};
  const engine = createEngine({
    log: { ...buffer, failure: () => parts.file?.failure() },
    commands,
    scripts: createScripts(),
    password: ensurePassword(join(dataDir, 'password')),
    compact: () => parts.compactor?.start(),
    onChange: (key) => parts.compactor?.changed(key),
    port,
  });
  buffer.close();
  const size = existsSync(path) ? replayInto(engine, path) : 0;
  buffer.open();
  const file = new AppendFile(path, size);
  const compactor = new Compactor({ keys: engine.db, file, buffer, draft, onError });
  if (size > 0) compactor.runNow();
  Object.assign(parts, { file, compactor });
  return { engine, file, buffer, compactor };
};

/** What happens without being asked for. Gives what ends it. */
const keepHouse = ({ engine, file, compactor }: Store, flush: () => void): (() => void) => {
  const expire = createActiveExpiry(engine.db);
  const expiry = setInterval(() => {
    expire();
    flush();
  }, EXPIRY_MS);
  const sync = setInterval(() => {
    file.sync();
    compactor.startWhenGrown();
  }, SYNC_MS);
  return () => {
    clearInterval(expiry);
    clearInterval(sync);
  };
};

const serve = async (
  store: Store,
  options: BuiltInOptions,
  setPort: (port: number) => void,
): Promise<BuiltIn> => {
  const { engine, file, buffer } = store;
  const write = (): string | undefined => (file.write(buffer.take()) ? undefined : file.failure());
  const listening = await listen({ engine, port: options.port, write });
  setPort(listening.port);
  const stopHouse = keepHouse(store, listening.flush);
  const close = async (): Promise<void> => {
    stopHouse();
    await listening.close();
    write();
    file.close();
  };
  return { port: listening.port, close };
};

/** One whose parent was killed is about to end. */
const lockPatiently = async (folder: string): Promise<FolderLock> => {
  const deadline = Date.now() + LOCK_MS;
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (error) {
      if (!(error instanceof FolderInUseError) || Date.now() > deadline) throw error;
      await delay(LOCK_POLL_MS);
    }
  }
};

/** Loads the folder (made if missing) and serves it. The port is taken only when everything is loaded. */
export const startBuiltIn = async (options: BuiltInOptions): Promise<BuiltIn> => {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockPatiently(join(options.dataDir, 'owner'));
  try {
    let port = options.port;
    const store = openStore(options, () => port);
    const server = await serve(store, options, (taken) => {
      port = taken;
    });
    const close = async (): Promise<void> => {
      try {
        await server.close();
      } finally {
        await lock.release();
      }
    };
    let closing: Promise<void> | undefined;
    return { port: server.port, close: () => (closing ??= close()) };
  } catch (error) {
    await lock.release();
    throw error;
  }
};
