import { EventStoreDBClient } from '@eventstore/db-client';
import { expect } from 'chai';
import { all, useEndpoint } from '#test/embedded/eventstore/support.js';

describe('conformance: a client that discovers its server', () => {
  const store = useEndpoint();

  it('is led to the address it asked at', async () => {
    const url = store.url().replace('esdb://', 'esdb+discover://');
    const client = EventStoreDBClient.connectionString(url);
    const found = await all(client.readAll({ maxCount: 1 }));
    await client.dispose();
    expect(found).to.have.length(1);
  });

  it('may go by another name for the same machine', async () => {
    const url = store.url().replace('esdb://127.0.0.1', 'esdb+discover://localhost');
    const client = EventStoreDBClient.connectionString(url);
    const found = await all(client.readAll({ maxCount: 1 }));
    await client.dispose();
    expect(found).to.have.length(1);
  });
});
