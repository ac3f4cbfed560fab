import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { putChecksum } from '#embedded/eventstore/store/checksum.js';
import { keepOut } from '#embedded/eventstore/store/compacting.js';
import { scavenge } from '#embedded/eventstore/tools/scavenge.js';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { startChild, startRefused } from '../child-process.js';
import { all, errorFrom, events } from '../support.js';
import { VISIBLE } from './contents.js';
import { copyFixture, failureOf, killAfter, serving, startTool, tamper, useFolder } from './support.js';

const idsIn = async (client: EventStoreDBClient, stream: string): Promise<string[] | undefined> => {
  try {
    return (await all(client.readStream(stream))).map(({ event }) => event?.id ?? '');
  } catch {
    return undefined;
  }
};

const inAll = async (client: EventStoreDBClient, stream: string): Promise<string[]> => {
  const found = await all(client.readAll());
  return found.flatMap(({ event }) =>
    event?.streamId === stream ? [`${String(event.revision)}@${String(event.position.commit)}`] : [],
  );
};

describe('event store: scavenge', () => {
  const at = useFolder();
  const scavenged = async (): Promise<string> => {
    const dataDir = copyFixture(2, at('store'));
    await scavenge({ dataDir });
    return dataDir;
  };

  it('takes nothing from readers of streams', async () => {
    const found = await serving(await scavenged(), (client) =>
      Promise.all(VISIBLE.map(async ([stream]) => [stream, await idsIn(client, stream)])),
    );
    expect(found).to.deep.equal(VISIBLE);
  });

  it('keeps revisions and positions of what stays', async () => {
    const before = await serving(copyFixture(2, at('other')), (client) => inAll(client, 'truncated-1'));
    const after = await serving(await scavenged(), (client) => inAll(client, 'truncated-1'));
    expect(after).to.deep.equal(before.slice(5));
  });

  it('removes from $all what is deleted, all but the last event', async () => {
    const [deleted, tombstoned] = await serving(await scavenged(), (client) =>
      Promise.all([inAll(client, 'deleted-1'), inAll(client, 'tombstoned-1')]),
    );
    expect(deleted).to.deep.equal(['2@55']);
    expect(tombstoned).to.deep.equal(['9223372036854775807@60']);
  });

  it('lets revisions of a deleted stream go on when it is written to again', async () => {
    const event = jsonEvent({ type: 'Again', data: {} });
    const { nextExpectedRevision } = await serving(await scavenged(), (client) =>
      client.appendToStream('deleted-1', event),
    );
    expect(nextExpectedRevision).to.equal(3n);
  });

  it('keeps a tombstone', async () => {
    const event = jsonEvent({ type: 'Again', data: {} });
    const failed = await serving(await scavenged(), (client) =>
      errorFrom(client.appendToStream('tombstoned-1', event)),
    );
    expect(failed['type']).to.equal('stream-deleted');
  });

  it('removes what is too old', async () => {
    await serving(at('store'), async (client) => {
      await client.appendToStream('old-1', events(5));
      await client.setStreamMetadata('old-1', { maxAge: 1_000 });
    });
    await tamper(at('store'), ({ log }) => {
      for (const position of [2, 3]) {
        const stored = Buffer.from(log.getBinary(position) ?? []);
        // The time it was written: the first of its digits are those of the century.
        stored.write('10', stored.indexOf('created') + 9);
        log.putSync(position, putChecksum(stored));
      }
    });
    expect((await scavenge({ dataDir: at('store') })).events).to.equal(2);
    expect(await serving(at('store'), (client) => inAll(client, 'old-1'))).to.have.length(3);
  });

  it('leaves a store that is in order, and finds nothing more to do', async () => {
    const dataDir = await scavenged();
    const report = await verify(dataDir);
    expect(report).to.include({ ok: true, events: 45, lastPosition: 69, scavengedStreams: 7 });
    expect(await scavenge({ dataDir })).to.include({ events: 0, streams: 0 });
  });

  it('makes the file smaller', async () => {
    await serving(at('store'), async (client) => {
      for (let n = 0; n < 40; n++) await client.appendToStream('big-1', events(200));
      await client.deleteStream('big-1');
    });
    const { events: removed, bytesBefore, bytesAfter } = await scavenge({ dataDir: at('store') });
    expect(removed).to.equal(7_999);
    expect(bytesAfter).to.be.lessThan(bytesBefore / 5);
  });

  it('does not touch a store that runs', async () => {
    const child = await startChild({ args: ['--data', copyFixture(2, at('store')), '--port', '0'] });
    const failed = await failureOf(scavenge({ dataDir: at('store') }));
    await child.kill('SIGTERM');
    expect(failed).to.equal(`data folder is in use by process ${String(child.process.pid)}`);
  });

  it('keeps a store from starting meanwhile', async () => {
    const dataDir = copyFixture(2, at('store'));
    const letIn = keepOut(dataDir);
    const { code, stderr } = await startRefused({ args: ['--data', dataDir, '--port', '0'] });
    letIn();
    expect([code, stderr]).to.deep.equal([
      4,
      `embedded event store: data folder is being scavenged by process ${String(process.pid)}\n`,
    ]);
  });

  it('keeps nobody out when it was killed', async () => {
    const dataDir = copyFixture(2, at('store'));
    writeFileSync(join(dataDir, 'compacting'), '{"pid":1,"boot":"earlier","started":"1"}');
    expect(await serving(dataDir, (client) => idsIn(client, 'binary-1'))).to.have.length(1);
  });
});

describe('event store: a scavenge that is killed', function () {
  this.timeout(120_000);
  const at = useFolder();

  it('leaves a valid store at any moment, and can be run again', async () => {
    await serving(at('store'), async (client) => {
      for (let n = 0; n < 60; n++) {
        await client.appendToStream(`gone-${String(n)}`, events(60));
        await client.deleteStream(`gone-${String(n)}`);
      }
      await client.appendToStream('kept', events(3));
    });
    for (let round = 0; round < 6; round++) {
      await killAfter(startTool(['scavenge', '--data', at('store')]), 250 + round * 60);
      expect((await verify(at('store'))).findings).to.deep.equal([]);
    }
    await scavenge({ dataDir: at('store') });
    expect(await verify(at('store'))).to.include({ ok: true, events: 60 + 60 + 3 + 1 });
    expect(await serving(at('store'), (client) => idsIn(client, 'kept'))).to.have.length(3);
  });
});
