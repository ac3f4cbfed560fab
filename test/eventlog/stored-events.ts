// What the log holds, as any reader with the official client sees it: nothing of our codec in between.
import { rawEvent, type RawEvent } from '#eventlog/recorded-event.js';
import type { StoredForm } from '#eventlog/envelope.js';
import type { LogClient } from '#eventlog/log-client.js';

/** The events of a stream, oldest first; none when there is no such stream. */
export const storedEvents = async (client: LogClient, stream: string): Promise<RawEvent[]> => {
  const events: RawEvent[] = [];
  try {
    for await (const resolved of client.readStream(stream)) {
      const raw = rawEvent(resolved);
      if (raw) events.push(raw);
    }
  } catch (error) {
    if ((error as { type?: unknown }).type !== 'stream-not-found') throw error;
  }
  return events;
};

/** A raw event as something whose seal can be checked. */
export const asStored = ({ id, stream, revision, type, data, metadata }: RawEvent): StoredForm =>
  ({ id, stream, revision, type, data, metadata }) as StoredForm;
