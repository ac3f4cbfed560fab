import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild } from './child-process.js';
import { indexed, PROJECTIONS, textsOf } from './projection-support.js';
import { all, newFolder, removeFolder } from './support.js';

const KILLS = 6;
const WRITERS = 8;
const args = (folder: string): string[] => ['--data', folder, '--port', '0', '--projections', '--no-sync'];

const writeUntilDeath = async (
  client: EventStoreDBClient,
  stream: string,
  tally: { n: number },
): Promise<void> => {
  for (;;) {
    const metadata = { $correlationId: stream };
    const batch = [1, 2].map((n) => jsonEvent({ type: `Kind${n}`, data: {}, metadata }));
    try {
      await client.appendToStream(stream, batch);
    } catch {
      // The server was killed: that is the point.
      return;
    }
    tally.n++;
  }
};

describe('event store: system projections, killed again and again under writers', function () {
  this.timeout(120_000);
  const folder = newFolder();
  const names = Array.from({ length: WRITERS }, (_, n) => `kill-${n}`);
  const found = new Map<string, string[]>();
  let written: string[];

  before(async () => {
    const tally = { n: 0 };
    for (let round = 0; round < KILLS; round++) {
      const child = await startChild({ args: args(folder) });
      const client = EventStoreDBClient.connectionString(child.url);
      const target = tally.n + 150;
      const writers = names.map((stream) => writeUntilDeath(client, stream, tally));
      while (tally.n < target) await new Promise((resolve) => setImmediate(resolve));
      await child.kill('SIGKILL');
      await Promise.all(writers);
      await client.dispose();
    }
    const child = await startChild({ args: args(folder) });
    const client = EventStoreDBClient.connectionString(child.url);
    for (const name of PROJECTIONS) await indexed(client, name);
    const own = (await all(client.readAll())).filter(({ event }) => event?.streamId.startsWith('kill-'));
    written = own.map(({ event }) => `${String(event?.revision)}@${String(event?.streamId)}`);
    for (const stream of ['$ce-kill', '$et-Kind1', '$et-Kind2', '$streams', '$category-kill', '$bc-kill-3']) {
      found.set(stream, await textsOf(client, stream));
    }
    await client.dispose();
    await child.kill('SIGTERM');
  });
  after(() => {
    removeFolder(folder);
  });

  it('have one link for each event of a category, in the order of the log', () => {
    expect(written.length).to.be.at.least(KILLS * 300);
    expect(found.get('$ce-kill')).to.deep.equal(written);
  });

  it('have one link for each event of a type', () => {
    const odd = written.filter((text) => parseInt(text) % 2 === 1);
    const even = written.filter((text) => parseInt(text) % 2 === 0);
    expect([found.get('$et-Kind1'), found.get('$et-Kind2')]).to.deep.equal([even, odd]);
  });

  it('have one link for each event that belongs together', () => {
    expect(found.get('$bc-kill-3')).to.deep.equal(written.filter((text) => text.endsWith('@kill-3')));
  });

  it('name every stream once', () => {
    const firsts = written.filter((text) => text.startsWith('0@'));
    expect(found.get('$streams')?.filter((text) => text.includes('@kill-'))).to.deep.equal(firsts);
    expect(found.get('$category-kill')).to.deep.equal(firsts.map((text) => text.slice(2)));
  });
});
