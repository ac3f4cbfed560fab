import { execFileSync } from 'node:child_process';
import { EventStoreDBClient, binaryEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import { startChild, type Child } from './child-process.js';
import { all, fresh, newFolder, removeFolder, revisions } from './support.js';

const WRITERS = 8;
const big = () => binaryEvent({ type: 'Big', data: Buffer.alloc(20_000, 1) });

describe('event store: a disk that is full', function () {
  this.timeout(30_000);
  const folder = newFolder();
  const streams = Array.from({ length: WRITERS }, () => fresh('full'));
  const acknowledged = new Map<string, number>();
  const errors: unknown[] = [];
  let child: Child;
  let client: EventStoreDBClient;

  const fill = async (stream: string): Promise<void> => {
    try {
      for (;;) {
        const { nextExpectedRevision } = await client.appendToStream(stream, big());
        acknowledged.set(stream, Number(nextExpectedRevision));
      }
    } catch (error) {
      errors.push(error instanceof Error && 'type' in error ? error.type : error);
    }
  };
  const lengths = async (): Promise<number[]> => {
    const reads = streams.map((stream) => all(client.readStream(stream)));
    return (await Promise.all(reads)).map((found) => found.length);
  };
  const expected = (): number[] => streams.map((stream) => (acknowledged.get(stream) ?? -1) + 1);

  before(async function () {
    if (process.platform !== 'linux') this.skip();
    child = await startChild({ args: ['--data', folder, '--port', '0'], fileLimit: 2_000 });
    client = EventStoreDBClient.connectionString(child.url);
    await Promise.all(streams.map(fill));
  });
  after(async () => {
    await client.dispose();
    await child.kill('SIGTERM');
    removeFolder(folder);
  });

  it('fails the appends that find no room', () => {
    expect(errors).to.deep.equal(Array.from({ length: WRITERS }, () => 'unknown'));
  });

  it('keeps reading what was acknowledged, and nothing else', async () => {
    expect(await lengths()).to.deep.equal(expected());
  });

  it('appends again at the right revisions once there is room', async () => {
    execFileSync('prlimit', ['--pid', String(child.process.pid), '--fsize=unlimited']);
    for (const stream of streams) {
      const expectedRevision = BigInt(acknowledged.get(stream) ?? 0);
      const { nextExpectedRevision } = await client.appendToStream(stream, big(), { expectedRevision });
      acknowledged.set(stream, Number(nextExpectedRevision));
    }
    expect(await lengths()).to.deep.equal(expected());
  });

  it('leaves every stream without a gap', async () => {
    const found = await Promise.all(streams.map((stream) => all(client.readStream(stream))));
    expect(found.map(revisions)).to.deep.equal(
      expected().map((length) => Array.from({ length }, (_, n) => n)),
    );
  });
});
