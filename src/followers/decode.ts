import { UndecodableEvent, type Codec } from '#eventlog/codec.js';
import { recordedEvent, type RawEvent, type RecordedEvent } from '#eventlog/recorded-event.js';
import { EventFailed } from './errors.js';

/** An event whose data no version of the code could have written. */
export interface Unreadable extends Omit<RawEvent, 'data' | 'metadata'> {
  readonly unreadable: UndecodableEvent;
}

/** What a follower is handed. */
export type Followed = RecordedEvent | Unreadable;

/** An event of a part of the log that somebody else looks after: only its place matters. */
export interface Passed extends Omit<RawEvent, 'data' | 'metadata'> {
  readonly passed: true;
}

export const isPassed = (event: Followed | Passed): event is Passed => 'passed' in event;

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

export interface Decoded<E = Followed> {
  /** The events before the first one that is newer than this code. */
  readonly events: readonly E[];
  readonly failed?: EventFailed;
}

const decodeWith = <E>(raws: readonly RawEvent[], decode: (raw: RawEvent) => E): Decoded<E> => {
  const events: E[] = [];
  for (const raw of raws) {
    try {
      events.push(decode(raw));
    } catch (error) {
      if (error instanceof EventFailed) return { events, failed: error };
      throw error;
    }
  }
  return { events };
};

/** Decodes as far as possible: what precedes an event that is newer than this code is handled all the same. */
export const decodeBatch = (codec: Codec, raws: readonly RawEvent[]): Decoded =>
  decodeWith(raws, (raw) => followed(codec, raw));

const passed = ({ data: _data, metadata: _metadata, ...place }: RawEvent): Passed => ({
  ...place,
  passed: true,
});

/** The same; what concerns nobody here is not looked into. */
export const decodeConcerned = (
  codec: Codec,
  raws: readonly RawEvent[],
  concerns: (stream: string) => boolean,
): Decoded<Followed | Passed> =>
  decodeWith(raws, (raw) => (concerns(raw.stream) ? followed(codec, raw) : passed(raw)));
