import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { copyLog } from '#embedded/eventstore/tools/copy/copy.js';
import { scavenge } from '#embedded/eventstore/tools/scavenge.js';
import { startChild } from '../child-process.js';
import { all, events } from '../support.js';
import { VISIBLE } from './contents.js';
import { copyFixture, failureOf, killAfter, serving, startTool, useFolder } from './support.js';

type Both = (
  from: EventStoreDBClient,
  to: EventStoreDBClient,
  urls: { from: string; to: string },
) => Promise<void>;

describe('event store: a copy', () => {
  const at = useFolder();
  const between = (dataDir: string, use: Both): Promise<void> =>
    serving(dataDir, (from, fromUrl) =>
      serving(at('target'), (to, toUrl) => use(from, to, { from: fromUrl, to: toUrl })),
    );

  const seen = async (client: EventStoreDBClient): Promise<unknown[]> =>
    Promise.all(
      VISIBLE.map(async ([stream, ids]) => {
        if (ids === undefined) return [stream, await failureOf(all(client.readStream(stream)))];
        const found = await all(client.readStream(stream));
        return found.map(({ event }) => ({ ...event, created: undefined, position: undefined }));
      }),
    );

  it('shows readers of streams the same events, ids, revisions and metadata', async () => {
    await between(copyFixture(2, at('source')), async (from, to, urls) => {
      await copyLog(urls);
      expect(await seen(to)).to.deep.equal(await seen(from));
    });
  });

  it('keeps the order of the log', async () => {
    await between(copyFixture(2, at('source')), async (from, to, urls) => {
      await copyLog(urls);
      const ids = async (client: EventStoreDBClient): Promise<string[]> =>
        (await all(client.readAll())).flatMap(({ event }) =>
          event === undefined || event.streamId.startsWith('$') || event.type === '$streamDeleted'
            ? []
            : [event.id],
        );
      expect(await ids(to)).to.deep.equal(await ids(from));
    });
  });

  it('leaves out what servers make themselves', async () => {
    await between(copyFixture(2, at('source')), async (_from, to, urls) => {
      await copyLog(urls);
      const found = await all(to.readAll());
      expect(found.filter(({ event }) => event?.streamId.includes('ersistent'))).to.deep.equal([]);
    });
  });

  it('goes on where it ended when the source has more', async () => {
    await between(copyFixture(2, at('source')), async (from, to, urls) => {
      await copyLog(urls);
      await from.appendToStream('deleted-1', jsonEvent({ type: 'Again', data: {} }));
      await from.appendToStream('plain-1', jsonEvent({ type: 'More', data: {} }));
      expect(await copyLog(urls)).to.include({ events: 57, copied: 2 });
      expect(await seen(to)).to.deep.equal(await seen(from));
    });
  });

  it('copies nothing twice', async () => {
    await between(copyFixture(2, at('source')), async (_from, _to, urls) => {
      const first = await copyLog(urls);
      expect(await copyLog(urls)).to.deep.equal({ ...first, copied: 0 });
    });
  });

  it('keeps revisions of a scavenged source', async () => {
    const source = copyFixture(2, at('source'));
    await scavenge({ dataDir: source });
    await between(source, async (from, to, urls) => {
      expect(await copyLog(urls)).to.include({ fillers: 19 });
      expect(await copyLog(urls)).to.include({ copied: 0, fillers: 0 });
      expect(await seen(to)).to.deep.equal(await seen(from));
    });
  });

  it('is refused when the target has anything else', async () => {
    await between(copyFixture(2, at('source')), async (_from, to, urls) => {
      await copyLog(urls);
      await to.appendToStream('mine', events(1));
      expect(await failureOf(copyLog(urls))).to.equal(
        'The target has an event the source does not have: 0@mine.',
      );
    });
  });

  it('is refused when the target has other events in the same place', async () => {
    await between(copyFixture(2, at('source')), async (_from, to, urls) => {
      await to.appendToStream('plain-1', events(1));
      expect(await failureOf(copyLog(urls))).to.match(/^The target has 0@plain-1 where the source has/);
    });
  });
});

describe('event store: a copy that is killed', function () {
  this.timeout(120_000);
  const at = useFolder();

  it('is finished by running it again', async () => {
    const target = await startChild({ args: ['--data', at('target'), '--port', '0'] });
    await serving(at('source'), async (client, from) => {
      for (let n = 0; n < 300; n++) await client.appendToStream(`s-${String(n % 40)}`, events(7));
      const words = ['copy', '--from', from, '--to', target.url];
      const killed: boolean[] = [];
      for (const ms of [450, 550, 650]) killed.push(await killAfter(startTool(words), ms));
      expect(await copyLog({ from, to: target.url })).to.include({ events: 2_100 });
      expect(killed[0]).to.equal(true);
    });
    await target.kill('SIGTERM');
  });
});
