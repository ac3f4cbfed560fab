// What a command costs at least: a bare Koa route that appends one event of the size of ours, durably, at an
// exact revision, through the same client to the same event store, and answers. No validation, no read model.
import { EventStoreDBClient, jsonEvent, NO_STREAM } from '@eventstore/db-client';
import Koa from 'koa';

const client = EventStoreDBClient.connectionString(process.env.EVENTSTORE_URL);
const revisions = new Map();

const metadata = {
  $correlationId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  $causationId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  commandId: '8a0c7b1e-2f5d-5c43-9b62-0d6f1f7a3c11',
  requestHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  actor: { kind: 'account', id: '4503599627370497' },
  account: 4503599627370497,
  schema: 1,
  requestId: '1f0d4c6a-93f4-4d0e-8a57-3a9b5d1c2e10',
  traceId: null,
  h: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752',
};

const textOf = async (stream) => {
  let text = '';
  for await (const chunk of stream) text += chunk;
  return text;
};

const app = new Koa();
app.use(async (ctx) => {
  // Streams of a category nobody follows.
  const stream = `xbench-${ctx.path.split('/').at(-1)}`;
  const data = JSON.parse(await textOf(ctx.req));
  const expectedRevision = revisions.get(stream) ?? NO_STREAM;
  const event = jsonEvent({ type: 'Appended', data, metadata });
  const { nextExpectedRevision } = await client.appendToStream(stream, event, { expectedRevision });
  revisions.set(stream, nextExpectedRevision);
  ctx.body = { revision: Number(nextExpectedRevision) };
});

const server = app.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit());
