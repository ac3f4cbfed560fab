// The last metadata of every stream, and which streams were deleted for ever. They are written when all events are
// there: metadata in between would hide events, and bring the target to write metadata of its own.

import { randomUUID } from 'node:crypto';
import { ANY, StreamDeletedError, type EventStoreDBClient, type RecordedEvent } from '@eventstore/db-client';
import { appendAnywhere, proposed } from './append-events.js';
import { lastEvent } from './read-log.js';
import { describedBy, kindOf, type LogEvent } from './what-to-copy.js';

const ATTEMPTS = 3;

/** What the source's log says in the end. */
export interface StreamEnds {
  readonly metadata: Map<string, LogEvent>;
  readonly tombstones: Set<string>;
}

export const noEnds = (): StreamEnds => ({ metadata: new Map(), tombstones: new Set() });

/** Takes note of an event, if it is one of those. */
export const noteEnd = ({ metadata, tombstones }: StreamEnds, event: LogEvent): void => {
  const kind = kindOf(event);
  if (kind === 'metadata') metadata.set(describedBy(event.streamId), event);
  if (kind === 'tombstone') tombstones.add(event.streamId);
};

/** A `$tb` of 2^63-1, which a double cannot hold: the server has to write it. */
const saysDeleted = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && '$tb' in data && Number(data.$tb) >= 2 ** 53;

const isSame = (wanted: LogEvent, found: RecordedEvent | undefined): boolean =>
  found !== undefined &&
  ((saysDeleted(wanted.data) && saysDeleted(found.data)) ||
    JSON.stringify(found.data) === JSON.stringify(wanted.data));

/** Metadata for a deleted stream revives it, and the server adds its own: then it is written again. */
const writeMetadata = async (client: EventStoreDBClient, stream: string, wanted: LogEvent): Promise<void> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (isSame(wanted, await lastEvent(client, `$$${stream}`))) return;
    const event = attempt === 0 ? wanted : { ...wanted, id: randomUUID() };
    if (saysDeleted(wanted.data)) await client.deleteStream(stream, { expectedRevision: ANY });
    else await appendAnywhere(client, `$$${stream}`, proposed(event));
  }
  if (!isSame(wanted, await lastEvent(client, `$$${stream}`)))
    throw new Error(`The metadata of ${stream} cannot be made the same.`);
};

const writeTombstone = async (client: EventStoreDBClient, stream: string): Promise<void> => {
  try {
    await client.tombstoneStream(stream, { expectedRevision: ANY });
  } catch (error) {
    if (!(error instanceof StreamDeletedError)) throw error;
  }
};

/** Makes the target say the same. */
export const writeEnds = async (
  client: EventStoreDBClient,
  { metadata, tombstones }: StreamEnds,
  onDone: (count: number) => void,
): Promise<void> => {
  let count = 0;
  for (const [stream, wanted] of metadata) {
    if (!tombstones.has(stream)) await writeMetadata(client, stream, wanted);
    onDone(++count);
  }
  for (const stream of tombstones) {
    await writeTombstone(client, stream);
    onDone(++count);
  }
};
