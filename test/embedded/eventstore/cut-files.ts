// Copies of a store's data file that end somewhere in the middle, and what becomes of a process that opens them.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventStoreDBClient, binaryEvent } from '@eventstore/db-client';
import { startEventStore } from '#embedded/eventstore/server.js';
import { all, newFolder, removeFolder } from './support.js';
import type { Opened } from './open-copies.js';

const SCRIPT = fileURLToPath(new URL('./open-copies.js', import.meta.url));
const PAGE = 4096;

/** A store that was closed: its folder, and the ids of every append in the order of $all. */
export interface Original {
  readonly dataDir: string;
  readonly appends: readonly (readonly string[])[];
}

/** Fills a store with appends of 1 to 4 events, small ones and ones that take pages of their own. */
export const makeOriginal = async (random: () => number): Promise<Original> => {
  const dataDir = newFolder();
  const server = await startEventStore({ dataDir, port: 0, sync: false });
  const client = EventStoreDBClient.connectionString(server.url);
  const appends: string[][] = (await all(client.readAll())).map(({ event }) => [event?.id ?? '']);
  for (let n = 0; n < 150; n++) {
    const size = random() < 0.2 ? 20_000 : 300;
    const events = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
      binaryEvent({ type: 'T', data: Buffer.alloc(Math.floor(random() * size), 1) }),
    );
    await client.appendToStream(`s-${String(Math.floor(random() * 20))}`, events);
    appends.push(events.map(({ id }) => id));
  }
  await client.dispose();
  await server.close();
  return { dataDir, appends };
};

/** Lengths to cut at: anywhere, and beside the ends of pages. */
export const cutsOf = (original: Original, count: number, random: () => number): number[] => {
  const { size } = statSync(join(original.dataDir, 'data.mdb'));
  return Array.from({ length: count }, (_, n) => {
    const anywhere = Math.floor(random() * size);
    return n % 3 === 0 ? anywhere : Math.floor(anywhere / PAGE) * PAGE + (n % 3 === 1 ? 0 : 1);
  });
};

export interface Opening {
  readonly opened: readonly Opened[];
  readonly signal: string | null;
  readonly stderr: string;
}

/** Opens a copy of each length, all in one process. */
export const openCut = (original: Original, lengths: readonly number[]): Opening => {
  const parent = newFolder();
  const whole = readFileSync(join(original.dataDir, 'data.mdb'));
  const folders = lengths.map((length, n) => {
    const folder = join(parent, String(n));
    mkdirSync(folder);
    writeFileSync(join(folder, 'data.mdb'), whole.subarray(0, length));
    return folder;
  });
  const { stdout, stderr, signal } = spawnSync(process.execPath, [SCRIPT, ...folders], { encoding: 'utf8' });
  removeFolder(parent);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { opened: lines.map((line) => JSON.parse(line) as Opened), signal, stderr };
};

/** What is wrong with what was opened, in words: neither refused with a reason nor a prefix of whole appends. */
export const flawOf = ({ appends }: Original, { ids, refused }: Opened): string | undefined => {
  if (ids === undefined) {
    return /^FolderError: data folder cannot be used: ./.test(refused ?? '')
      ? undefined
      : `refused: ${String(refused)}`;
  }
  const rest = [...ids];
  for (const append of appends) {
    if (rest.length === 0) return undefined;
    if (rest.splice(0, append.length).join() !== append.join()) return 'not a prefix of whole appends';
  }
  return rest.length === 0 ? undefined : 'more than was written';
};
