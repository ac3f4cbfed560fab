import type { Codec } from '#eventlog/codec.js';
import { recordedEvent, type RawEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { EventFailed } from './errors.js';

export interface Decoded {
  /** The events before the first one that cannot be decoded. */
  readonly events: readonly RecordedEvent[];
  readonly failed?: EventFailed;
}

/** Decodes as far as possible: what precedes an event that this code cannot read is handled all the same. */
export const decodeBatch = (codec: Codec, raws: readonly RawEvent[]): Decoded => {
  const events: RecordedEvent[] = [];
  for (const raw of raws) {
    try {
      events.push(recordedEvent(codec, raw));
    } catch (error) {
      return { events, failed: new EventFailed(raw, error) };
    }
  }
  return { events };
};
