// Shared by the tests of system projections: index streams as lists of what they link to.

import type { EventStoreDBClient } from '@eventstore/db-client';
import { all } from './support.js';

/** What the events of an index stream say, oldest first; empty when there is no such stream. */
export const textsOf = async (client: EventStoreDBClient, stream: string): Promise<string[]> => {
  try {
    const found = await all(client.readStream(stream));
    return found.map(({ event }) => Buffer.from(event?.data as Uint8Array).toString());
  } catch (error) {
    if (error instanceof Error && 'type' in error && error.type === 'stream-not-found') return [];
    throw error;
  }
};

/** Waits until a projection has seen everything there is now. */
export const indexed = async (client: EventStoreDBClient, projection: string): Promise<void> => {
  const deadline = Date.now() + 20_000;
  const [newest] = await all(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
  const target = newest?.event?.position.commit ?? 0n;
  for (;;) {
    const { position } = await client.getProjectionStatus(projection);
    if (BigInt(/^C:(\d+)/.exec(position)?.[1] ?? '-1') >= target) return;
    if (Date.now() > deadline) throw new Error(`${projection} stays at ${position}`);
  }
};

export const PROJECTIONS = [
  '$by_category',
  '$by_event_type',
  '$streams',
  '$stream_by_category',
  '$by_correlation_id',
];
