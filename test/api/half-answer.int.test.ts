import { Readable } from 'node:stream';
import { expect } from 'chai';
import { z } from 'zod';
import { route } from '#api/route.js';
import { startApi, type Api } from './support.js';

/** An answer that fails after its beginning was sent. */
const broken = route({
  method: 'GET',
  paths: ['/broken'],
  name: 'broken',
  summary: 'Only here to be tested',
  tag: 'Probe',
  policy: 'public',
  query: z.object({}),
  responses: { 200: null },
  handle: () => {
    const lines = async function* (): AsyncGenerator<string> {
      yield await Promise.resolve('first\n');
      throw new Error('the database is gone');
    };
    return Promise.resolve({ status: 200, body: Readable.from(lines()), type: 'text/csv' });
  },
});

describe('an answer that cannot be made to its end', () => {
  let api: Api;

  before(async () => {
    api = await startApi({ routes: [broken] });
  });
  after(() => api.stop());

  it('breaks off: half of it does not look like all of it', async () => {
    const answer = await api.call('/api/broken/');
    const text = await answer.text().catch((error: unknown) => error);
    expect(text).to.be.an('error');
  });
});
