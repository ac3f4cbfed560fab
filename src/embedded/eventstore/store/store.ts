// The event store without its protocol: opens a folder, writes through one writer, reads committed pages.
// Fails to open with FolderError; after `close` the folder is free for another process.

import { mkdirSync, realpathSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { NO_STREAM } from '../wire/expected.js';
import { checkDataFile } from './check-data-file.js';
import { commitSignal, type CommitSignal } from './commit-signal.js';
import { refuseWhileCompacting } from './compacting.js';
import { lastPosition } from './lookup.js';
import { refuseSecondOpen, takeOwnership } from './owner.js';
import { FORMAT_VERSION, FolderError, checkFormat, openTables, type Tables } from './tables.js';
import { Writer } from './writer.js';

export interface Store {
  /** The folder, without symbolic links. */
  readonly dataDir: string;
  readonly tables: Tables;
  readonly writer: Writer;
  readonly signal: CommitSignal;
  /** Highest durable position. */
  lastPosition(): number;
  /** Waits for pending commits, then closes the tables and gives the folder back. */
  close(): Promise<void>;
}

export interface StoreOptions {
  readonly dataDir: string;
  readonly sync: boolean;
  /** Told about failed commits. */
  readonly onError: (error: Error) => void;
  /** Told about every durable transaction. */
  readonly onDurable?: (commit: { events: number; bytes: number; ms: number }) => void;
}

const unusable = (cause: unknown): FolderError => {
  const text = cause instanceof Error ? cause.message : String(cause);
  return new FolderError('unusable', `data folder cannot be used: ${text.split('\n')[0] ?? ''}`);
};

const openOwned = (options: StoreOptions): { dataDir: string; tables: Tables; release: () => void } => {
  mkdirSync(options.dataDir, { recursive: true });
  const dataDir = realpathSync(options.dataDir);
  refuseSecondOpen(dataDir);
  refuseWhileCompacting(dataDir);
  checkDataFile(dataDir);
  const tables = openTables(dataDir, options.sync);
  try {
    const release = takeOwnership(tables, dataDir);
    try {
      checkFormat(tables);
    } catch (error) {
      release();
      throw error;
    }
    return { dataDir, tables, release };
  } catch (error) {
    void tables.root.close();
    throw error;
  }
};

/** A fresh store begins with one event of its own, so that $all is never empty. */
const writeFirstEvent = (writer: Writer): Promise<void> =>
  new Promise((resolve, reject) => {
    const data = Buffer.from(JSON.stringify({ format: FORMAT_VERSION }));
    const event = {
      id: randomUUID(),
      type: '$StoreCreated',
      isJson: true,
      customMetadata: Buffer.alloc(0),
      data,
    };
    writer.append({ stream: '$store', expected: NO_STREAM, events: [event] }, (outcome) => {
      if (outcome.kind === 'written') resolve();
      else reject(unusable(outcome.kind === 'storage' ? outcome.message : outcome.kind));
    });
  });

/** Opens the store in `dataDir`, creating both if needed. Throws FolderError. */
export const openStore = async (options: StoreOptions): Promise<Store> => {
  const { dataDir, tables, release } = ((): ReturnType<typeof openOwned> => {
    try {
      return openOwned(options);
    } catch (error) {
      throw error instanceof FolderError ? error : unusable(error);
    }
  })();
  const signal = commitSignal();
  const writer = new Writer(tables, {
    onCommitted: (streams) => {
      signal.committed(streams);
    },
    onError: options.onError,
    ...(options.onDurable === undefined ? {} : { onDurable: options.onDurable }),
  });
  const close = async (): Promise<void> => {
    await writer.queue.idle();
    try {
      release();
    } catch (error) {
      // A full disk must not keep the process from ending; the next owner sees that this one is gone.
      options.onError(error instanceof Error ? error : new Error(String(error)));
    }
    await tables.root.close();
  };
  if (lastPosition(tables) === 0) {
    await writeFirstEvent(writer).catch(async (error: unknown) => {
      await close();
      throw error;
    });
  }
  return { dataDir, tables, writer, signal, lastPosition: () => lastPosition(tables), close };
};
