// The most the official client can do: a server of the same protocol on the same library that stores nothing. Every
// append is answered at once with the same bytes (its own correlation id aside), every read and subscription is sent the
// same prepared messages.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Server, ServerCredentials } from '@grpc/grpc-js';

const embedded = join(import.meta.dirname, '..', '..', 'dist', 'src', 'embedded', 'eventstore');
const { readReadRequest, confirmation } = await import(join(embedded, 'wire', 'read-messages.js'));
const { encodeRecord, streamField } = await import(join(embedded, 'wire', 'recorded-event.js'));
const { batchSuccess } = await import(join(embedded, 'wire', 'batch-append-messages.js'));
const { serverFeaturesHandler } = await import(join(embedded, 'rpc', 'server-features.js'));
const { eventBytes } = await import('../store/events.mjs');

const [count] = process.argv.slice(2).map(Number);
const same = (bytes) => bytes;
const stream = streamField('canned');
const records = Array.from({ length: count }, (_, n) =>
  encodeRecord(
    {
      ...{ id: randomUUID(), type: 'Appended', isJson: true, stream, revision: n, position: n + 1 },
      ...{ createdMs: Date.now(), ...eventBytes() },
    },
    Buffer.allocUnsafe,
  ),
);

/** An answer of which only the 36 letters of the correlation id change: field 1 {field 2: text}. */
const answer = batchSuccess({ correlation: randomUUID(), stream: 'canned' }, { current: 0, position: 1 });
const ID_AT = 4;
const isFinal = (request) => request.at(-1) === 1 && request.at(-2) === 0x20;

const batchAppend = (call) => {
  call.on('data', (request) => {
    if (!isFinal(request)) return;
    const own = Buffer.from(answer);
    request.copy(own, ID_AT, ID_AT, ID_AT + 36);
    call.write(own);
  });
  call.on('end', () => call.end());
};

const read = async (call) => {
  const { count: wanted } = readReadRequest(call.request);
  const follows = wanted === 'subscription';
  const limit = follows ? records.length : Math.min(records.length, wanted);
  if (follows) call.write(confirmation(randomUUID()));
  for (let n = 0; n < limit && !call.cancelled; n += 1) {
    if (!call.write(records[n])) await new Promise((resolve) => call.once('drain', resolve));
  }
  if (!follows) call.end();
};

const server = new Server({ 'grpc.max_receive_message_length': 2 ** 24, 'grpc.max_send_message_length': -1 });
const streams = '/event_store.client.streams.Streams';
const features = '/event_store.client.server_features.ServerFeatures/GetSupportedMethods';
server.register(`${streams}/BatchAppend`, batchAppend, same, same, 'bidi');
server.register(`${streams}/Read`, (call) => void read(call), same, same, 'serverStream');
server.register(features, serverFeaturesHandler(), same, same, 'unary');
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(JSON.stringify({ ready: true, port }));
});
process.stdin.resume().once('end', () => process.exit());
