import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild } from './child-process.js';
import { all, newFolder, removeFolder } from './support.js';

const WRITERS = 32;
const ANSWERS = 200;

describe('event store: a process that is told to end while 32 writers are at it', () => {
  const folder = newFolder();
  const acknowledged: string[] = [];
  const kinds = new Set<unknown>();
  let code: number | null;
  let found: readonly string[];

  const writeUntilEnd = async (client: EventStoreDBClient, stream: string): Promise<void> => {
    for (;;) {
      const event = jsonEvent({ type: 'Written', data: {} });
      try {
        await client.appendToStream(stream, event);
        acknowledged.push(event.id);
      } catch (error) {
        kinds.add(error instanceof Error && 'type' in error ? error.type : error);
        return;
      }
    }
  };

  const idsIn = async (): Promise<string[]> => {
    const child = await startChild({ args: ['--data', folder, '--port', '0'] });
    const client = EventStoreDBClient.connectionString(child.url);
    const read = await all(client.readAll());
    await client.dispose();
    await child.kill('SIGTERM');
    return read.flatMap(({ event }) => (event?.type === 'Written' ? [event.id] : []));
  };

  before(async () => {
    const child = await startChild({ args: ['--data', folder, '--port', '0'] });
    const client = EventStoreDBClient.connectionString(child.url);
    const writers = Array.from({ length: WRITERS }, (_, n) => writeUntilEnd(client, `writer-${String(n)}`));
    while (acknowledged.length < ANSWERS) await new Promise((resolve) => setImmediate(resolve));
    code = await child.kill('SIGTERM');
    await Promise.all(writers);
    await client.dispose();
    found = await idsIn();
  });
  after(() => {
    removeFolder(folder);
  });

  it('ends with 0', () => {
    expect(code).to.equal(0);
  });

  it('has answered what it accepted: nothing else is in the log, and nothing is missing', () => {
    expect([...found].sort()).to.deep.equal([...acknowledged].sort());
  });

  it('has told the others that it ends', () => {
    expect(['cancelled', 'unavailable']).to.include.members([...kinds]);
  });
});
