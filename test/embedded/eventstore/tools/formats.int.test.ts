import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { verify } from '#embedded/eventstore/tools/verify/verify.js';
import { all } from '../support.js';
import { SEALED, VISIBLE } from './contents.js';
import { copyFixture, serving, useFolder } from './support.js';

const CURRENT = 2;

const idsIn = async (client: EventStoreDBClient, stream: string): Promise<string[] | undefined> => {
  try {
    return (await all(client.readStream(stream))).map(({ event }) => event?.id ?? '');
  } catch {
    return undefined;
  }
};

for (const format of [1, 2]) {
  describe(`event store: a folder of format ${String(format)}`, () => {
    const at = useFolder();

    it('shows what was written then', async () => {
      const found = await serving(copyFixture(format, at('store')), (client) =>
        Promise.all(VISIBLE.map(async ([stream]) => [stream, await idsIn(client, stream)])),
      );
      expect(found).to.deep.equal(VISIBLE);
    });

    it('is verified as it is', async () => {
      const report = await verify(copyFixture(format, at('store')));
      expect(report).to.include({ ok: true, format, events: 69, streams: 20, sealed: 1, groups: 1 });
    });

    it('takes new events after the old ones, and is of the current format then', async () => {
      const folder = copyFixture(format, at('store'));
      const next = await serving(folder, (client) =>
        client.appendToStream('plain-1', jsonEvent({ type: 'New', data: {} }), { expectedRevision: 19n }),
      );
      expect(next.nextExpectedRevision).to.equal(20n);
      expect(await verify(folder)).to.include({ ok: true, format: CURRENT, events: 70 });
    });

    it('recognises what was appended then when it is appended again', async () => {
      const again = await serving(copyFixture(format, at('store')), (client) =>
        client.appendToStream(SEALED.stream, SEALED.event, { expectedRevision: 'no_stream' }),
      );
      expect(again.nextExpectedRevision).to.equal(0n);
    });
  });
}
