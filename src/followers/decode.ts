import { UndecodableEvent, type Codec } from '#eventlog/codec.js';
import { recordedEvent, type RawEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { EventFailed } from './errors.js';

/** An event whose data no version of the code could have written. */
export interface Unreadable extends Omit<RawEvent, 'data' | 'metadata'> {
  readonly unreadable: UndecodableEvent;
}

/** What a follower is handed. */
export type Followed = RecordedEvent | Unreadable;

export const isReadable = (event: Followed): event is RecordedEvent => 'event' in event;

export const typeOf = (event: Followed): string => ('event' in event ? event.event.type : event.type);

/** Throws `EventFailed` for an event that is newer than this code. */
export const followed = (codec: Codec, raw: RawEvent): Followed => {
  try {
    return recordedEvent(codec, raw);
  } catch (error) {
    if (!(error instanceof UndecodableEvent)) throw new EventFailed(raw, error);
    const { data: _data, metadata: _metadata, ...place } = raw;
    return { ...place, unreadable: error };
  }
};

export interface Decoded {
  /** The events before the first one that is newer than this code. */
  readonly events: readonly Followed[];
  readonly failed?: EventFailed;
}

/** Decodes as far as possible: what precedes an event that is newer than this code is handled all the same. */
export const decodeBatch = (codec: Codec, raws: readonly RawEvent[]): Decoded => {
  const events: Followed[] = [];
  for (const raw of raws) {
    try {
      events.push(followed(codec, raw));
    } catch (error) {
      if (error instanceof EventFailed) return { events, failed: error };
      throw error;
    }
  }
  return { events };
};
