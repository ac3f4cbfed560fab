// Reads of $all for a copy.

import {
  BACKWARDS,
  END,
  START,
  StreamDeletedError,
  StreamNotFoundError,
  type EventStoreDBClient,
  type RecordedEvent,
} from '@eventstore/db-client';
import type { LogEvent } from './what-to-copy.js';

/** A place in $all, as the server names it. */
export type Place = LogEvent['position'];

/** The last event of the log; undefined when it is empty. */
export const lastPlace = async (client: EventStoreDBClient): Promise<Place | undefined> => {
  let last: Place | undefined;
  const read = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
  for await (const { event } of read) last = event?.position;
  return last;
};

/** The last event of a stream as readers see it; undefined when they see none. */
export const lastEvent = async (
  client: EventStoreDBClient,
  stream: string,
): Promise<RecordedEvent | undefined> => {
  let last: RecordedEvent | undefined;
  const read = client.readStream(stream, { direction: BACKWARDS, fromRevision: END, maxCount: 1 });
  try {
    for await (const { event } of read) last = event;
  } catch (error) {
    if (!(error instanceof StreamNotFoundError || error instanceof StreamDeletedError)) throw error;
  }
  return last;
};

export interface LogRange {
  /** Not included. */
  readonly after: Place | undefined;
  /** Included; undefined = to the end. */
  readonly until: Place | undefined;
}

/** The events of a part of $all, links as they are. */
export async function* readLog(
  client: EventStoreDBClient,
  { after, until }: LogRange,
): AsyncGenerator<LogEvent> {
  const read = client.readAll({ fromPosition: after ?? START, resolveLinkTos: false });
  try {
    for await (const { event } of read) {
      if (event === undefined || (after !== undefined && event.position.commit <= after.commit)) continue;
      if (until !== undefined && event.position.commit > until.commit) return;
      yield event;
    }
  } finally {
    // Leaving the loop does not end the call, and an open call keeps the client from being disposed of.
    await read.cancel();
  }
}
