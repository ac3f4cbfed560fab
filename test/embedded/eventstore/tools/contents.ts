// A store with one of everything a folder can hold. The fixtures of old formats were made with it, so what is
// said here never changes; new things get a file of their own.

import {
  binaryEvent,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
  type EventData,
  type EventStoreDBClient,
} from '@eventstore/db-client';

/** The id of the n-th event: the same in every folder. */
const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

const numbered = (first: number, count: number, type = 'Happened'): EventData[] =>
  Array.from({ length: count }, (_, n) =>
    jsonEvent({ id: idOf(first + n), type, data: { n, text: 'ä€𝄞' }, metadata: { by: 'fixture' } }),
  );

/** A name that no LMDB key can hold. */
export const LONG_NAME = `long-${'x'.repeat(2_500)}`;

const BIG = Buffer.alloc(9_000, 7);

/** A sealed event as the application writes them; the seal was made by it. */
export const SEALED = {
  stream: 'account-1',
  event: jsonEvent({
    id: idOf(900),
    type: 'Sealed',
    data: { b: [1, 2.5, 'ä'], a: { y: null, x: true } },
    metadata: {
      schema: 1,
      h: '5a5b24c5bcfb3a7c1d200a51f90a2ab301849f335ad9f659cbb2e0b8fdd23e06',
    },
  }),
} as const;

/** Streams and the ids of the events a reader sees in them; `undefined` = the stream cannot be read. */
export const VISIBLE: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['plain-1', Array.from({ length: 20 }, (_, n) => idOf(n))],
  ['binary-1', [idOf(100)]],
  [LONG_NAME, [idOf(200), idOf(201)]],
  ['limited-1', [idOf(308), idOf(309)]],
  ['truncated-1', [idOf(405), idOf(406), idOf(407)]],
  ['revived-1', [idOf(550)]],
  ['deleted-1', undefined],
  ['tombstoned-1', undefined],
  ['links-1', [idOf(800), idOf(801)]],
  [SEALED.stream, [idOf(900)]],
];

const writeLinks = async (client: EventStoreDBClient): Promise<void> => {
  const link = (n: number, to: string) => binaryEvent({ id: idOf(n), type: '$>', data: Buffer.from(to) });
  await client.appendToStream('links-1', [link(800, '3@plain-1'), link(801, '0@deleted-1')]);
};

const writeHidden = async (client: EventStoreDBClient): Promise<void> => {
  await client.appendToStream('limited-1', numbered(300, 10));
  await client.setStreamMetadata('limited-1', { maxCount: 5 });
  await client.setStreamMetadata('limited-1', { maxCount: 2 });
  await client.appendToStream('truncated-1', numbered(400, 8));
  await client.setStreamMetadata('truncated-1', { truncateBefore: 5 });
  await client.appendToStream('revived-1', numbered(500, 4));
  await client.deleteStream('revived-1');
  await client.appendToStream('revived-1', numbered(550, 1));
  await client.appendToStream('deleted-1', numbered(600, 3));
  await client.deleteStream('deleted-1');
  await client.appendToStream('tombstoned-1', numbered(700, 3));
  await client.tombstoneStream('tombstoned-1');
};

/** A group that has got somewhere and parked something. */
const writeGroup = async (client: EventStoreDBClient): Promise<void> => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({
    startFrom: 'start',
    checkPointLowerBound: 1,
    checkPointUpperBound: 1,
  });
  await client.createPersistentSubscriptionToStream('plain-1', 'group', settings);
  const subscription = client.subscribeToPersistentSubscriptionToStream('plain-1', 'group');
  let seen = 0;
  for await (const event of subscription) {
    if (seen++ === 2) await subscription.nack('park', 'fixture', event);
    else await subscription.ack(event);
    if (seen === 10) break;
  }
  await subscription.unsubscribe();
};

/** Fills an empty store. */
export const writeContents = async (client: EventStoreDBClient): Promise<void> => {
  await client.appendToStream('plain-1', numbered(0, 15));
  await client.appendToStream('plain-1', numbered(15, 5), { expectedRevision: 14n });
  await client.appendToStream('binary-1', binaryEvent({ id: idOf(100), type: 'Bytes', data: BIG }));
  await client.appendToStream(LONG_NAME, numbered(200, 2));
  await writeHidden(client);
  await writeLinks(client);
  await client.appendToStream(SEALED.stream, SEALED.event);
  await writeGroup(client);
};
