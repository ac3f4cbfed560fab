// A process of its own that opens data folders one after another, reads everything, writes one event more, and prints
// one line for each: {ids} of what was there before, or {refused} with the reason. A folder that ends the process has no
// line.

import { randomUUID } from 'node:crypto';
import { ANY } from '#embedded/eventstore/wire/expected.js';
import { recordId, recordRevision, recordStream } from '#embedded/eventstore/wire/peek-record.js';
import { positionOf, viewStream } from '#embedded/eventstore/store/lookup.js';
import { readAllPage } from '#embedded/eventstore/store/pages.js';
import { openStore, type Store } from '#embedded/eventstore/store/store.js';

export interface Opened {
  readonly ids?: readonly string[];
  readonly refused?: string;
}

/** Ids of everything in the log; throws when the index does not lead to it. */
const idsOf = (store: Store): string[] => {
  const ids: string[] = [];
  for (let from = 1; ;) {
    const page = readAllPage(store.tables, { from, limit: 1000, backwards: false });
    for (const { position, record } of page) {
      const id = viewStream(store.tables, recordStream(record))?.id ?? -1;
      if (positionOf(store.tables, id, recordRevision(record)) !== position)
        throw new Error('index is wrong');
      ids.push(recordId(record));
    }
    const last = page.at(-1);
    if (last === undefined) return ids;
    from = last.position + 1;
  }
};

const writeOne = (store: Store): Promise<void> =>
  new Promise((resolve, reject) => {
    const empty = Buffer.alloc(0);
    const event = { id: randomUUID(), type: 'T', isJson: false, customMetadata: empty, data: empty };
    store.writer.append({ stream: 'one-more', expected: ANY, events: [event] }, ({ kind }) => {
      if (kind === 'written') resolve();
      else reject(new Error(kind));
    });
  });

const open = async (dataDir: string): Promise<Opened> => {
  try {
    const onError = (error: Error): void => {
      process.stderr.write(`${error.message}\n`);
    };
    const store = await openStore({ dataDir, sync: false, onError });
    const ids = idsOf(store);
    await writeOne(store);
    await store.close();
    return { ids };
  } catch (error) {
    return { refused: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
};

for (const dataDir of process.argv.slice(2)) console.log(JSON.stringify(await open(dataDir)));
