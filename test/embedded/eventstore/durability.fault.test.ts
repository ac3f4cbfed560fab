import { EventStoreDBClient, type EventStoreDBClient as Client } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild } from './child-process.js';
import { all, events, fresh, newFolder, removeFolder } from './support.js';

const KILLS = 8;
const WRITERS = 32;
/** Events per append: an append must be there as a whole or not at all. */
const EACH = 3;

interface Tally {
  /** Last acknowledged revision by stream. */
  readonly acknowledged: Map<string, number>;
  appends: number;
}

/** Writes until the server dies. */
const writeUntilDeath = async (client: Client, stream: string, tally: Tally): Promise<void> => {
  for (;;) {
    try {
      const result = await client.appendToStream(stream, events(EACH));
      tally.acknowledged.set(stream, Number(result.nextExpectedRevision));
      tally.appends++;
    } catch {
      // The server was killed: what was not acknowledged may or may not be there.
      return;
    }
  }
};

interface Stored {
  readonly lengths: Map<string, number>;
  readonly gaps: string[];
  readonly positions: bigint[];
}

const readStored = async (client: Client): Promise<Stored> => {
  const stored: Stored = { lengths: new Map(), gaps: [], positions: [] };
  for (const { event } of await all(client.readAll())) {
    if (event === undefined) continue;
    const expected = stored.lengths.get(event.streamId) ?? 0;
    if (Number(event.revision) !== expected) stored.gaps.push(`${event.streamId}@${String(event.revision)}`);
    stored.lengths.set(event.streamId, expected + 1);
    stored.positions.push(event.position.commit);
  }
  return stored;
};

describe('event store: killed again and again under 32 writers', function () {
  this.timeout(60_000);
  const folder = newFolder();
  const tally: Tally = { acknowledged: new Map(), appends: 0 };
  let stored: Stored;

  before(async () => {
    for (let round = 0; round < KILLS; round++) {
      const child = await startChild({ args: ['--data', folder, '--port', '0'] });
      const client = EventStoreDBClient.connectionString(child.url);
      const target = tally.appends + 100;
      const writers = Array.from({ length: WRITERS }, () => writeUntilDeath(client, fresh('kill'), tally));
      while (tally.appends < target) await new Promise((resolve) => setImmediate(resolve));
      await child.kill('SIGKILL');
      await Promise.all(writers);
      await client.dispose();
    }
    const child = await startChild({ args: ['--data', folder, '--port', '0'] });
    const client = EventStoreDBClient.connectionString(child.url);
    stored = await readStored(client);
    await client.dispose();
    await child.kill('SIGTERM');
  });
  after(() => {
    removeFolder(folder);
  });

  it('has every acknowledged event', () => {
    const lost = [...tally.acknowledged].filter(
      ([stream, last]) => (stored.lengths.get(stream) ?? 0) <= last,
    );
    expect(tally.appends).to.be.at.least(KILLS * 100);
    expect(lost).to.deep.equal([]);
  });

  it('has no append in part', () => {
    const torn = [...stored.lengths].filter(
      ([stream, length]) => stream.startsWith('kill') && length % EACH > 0,
    );
    expect(torn).to.deep.equal([]);
  });

  it('has no gap in any stream', () => {
    expect(stored.gaps).to.deep.equal([]);
  });

  it('has strictly increasing positions across its lives', () => {
    const sorted = [...new Set(stored.positions)].sort((a, b) => (a < b ? -1 : 1));
    expect(stored.positions).to.deep.equal(sorted);
  });
});
