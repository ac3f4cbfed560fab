import type { Codec } from '#eventlog/codec.js';
import { readRawStream } from '#eventlog/read-stream.js';
import type { RawEvent } from '#eventlog/recorded-event.js';
import { followed, type Followed } from '../decode.js';
import { SourceLost } from '../errors.js';
import type { FollowedLog } from '../source.js';
import type { Entry } from './parked-events.js';

/** The event of an entry, from the log. Throws `SourceLost`, or `EventFailed` for one newer than the code. */
export type ReadBack = (entry: Entry) => Promise<Followed>;

const next = async (reading: AsyncGenerator<RawEvent>): Promise<RawEvent | undefined> => {
  try {
    const result: IteratorResult<RawEvent, undefined> = await reading.next();
    return result.value;
  } catch (error) {
    throw new SourceLost('parked events could not be read', error);
  }
};

/** Reads entries that come in the order of the log: each stream once, page by page. */
export const createReadBack = (log: FollowedLog, codec: Codec): ReadBack => {
  const readings = new Map<string, AsyncGenerator<RawEvent>>();
  return async ({ stream, revision, eventId }) => {
    const reading = readings.get(stream) ?? readRawStream(log, stream, revision);
    readings.set(stream, reading);
    for (let raw = await next(reading); raw; raw = await next(reading)) {
      if (raw.id === eventId) return followed(codec, raw);
    }
    throw new SourceLost(`event ${eventId} of ${stream}, which is parked, is not in this log`);
  };
};
