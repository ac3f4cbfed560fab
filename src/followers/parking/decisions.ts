// What operators decided about parked events, as followers read it from the log. Promises: a skip is known
// before the event it is about is read, wherever a follower begins; a decision is carried out in its place in
// the log, by whoever follows, without anyone being told.
import { parking as decisions, parkingId, type ParkingEvent } from '#domain/parking/index.js';
import type { Codec } from '#eventlog/codec.js';
import { readRawStream } from '#eventlog/read-stream.js';
import { recordedEvent } from '#eventlog/recorded-event.js';
import type { Followed } from '../decode.js';
import { SourceLost } from '../errors.js';
import type { FollowedLog } from '../source.js';
import type { Subject } from '../subject.js';
import { parkKey, parkOf, type Parking } from './park.js';

const PREFIX = `${decisions.category}-`;

/** What is to be done about parked events. */
export interface Decision {
  /** Null: whatever is parked is tried again. */
  readonly stream: string | null;
  /** Ids of events to leave out. */
  readonly skips: readonly string[];
}

const streamOf = ({ name, logic }: Pick<Subject, 'name' | 'logic'>): string =>
  PREFIX + parkingId({ name, version: logic });

/** Something an operator decided about parked events. */
export const isDecision = ({ stream }: Followed): boolean => stream.startsWith(PREFIX);

/** The batch in pieces that each end with a decision, or with the batch. */
export const endingWithDecisions = (events: readonly Followed[]): readonly (readonly Followed[])[] => {
  const ends = events.flatMap((event, index) => (isDecision(event) ? [index + 1] : []));
  if (ends.length === 0) return [events];
  const starts = [0, ...ends];
  return starts
    .map((start, index) => events.slice(start, starts[index + 1]))
    .filter(({ length }) => length > 0);
};

/** What the event decides for the subject; undefined: nothing. */
export const decisionOf = (subject: Subject, event: Followed | undefined): Decision | undefined => {
  if (event?.stream !== streamOf(subject) || !('event' in event)) return undefined;
  const { type, data } = event.event as ParkingEvent;
  switch (type) {
    case 'ParkedStreamRetried':
      return { stream: data.stream, skips: [] };
    case 'ParkedEventSkipped':
      return { stream: data.stream, skips: [data.eventId] };
  }
};

/** Ids of the events that the subject leaves out. Throws `SourceLost`. */
export const skippedBy = async (
  log: Pick<FollowedLog, 'readStream'>,
  codec: Codec,
  subject: Pick<Subject, 'name' | 'logic'>,
): Promise<readonly string[]> => {
  let state = decisions.initial;
  try {
    for await (const raw of readRawStream(log, streamOf(subject)))
      state = decisions.evolve(state, recordedEvent(codec, raw).event as ParkingEvent);
  } catch (error) {
    throw new SourceLost('decisions about parked events could not be read', error);
  }
  return state.skipped;
};

interface Reading {
  readonly log: FollowedLog;
  readonly codec: Codec;
  readonly subjects: readonly Subject[];
}

/** Learns every skip there is in the log for these subjects. Throws `SourceLost`. */
export const learnSkips = async ({ log, codec, subjects }: Reading, parking: Parking): Promise<void> => {
  const learn = async (subject: Subject): Promise<void> => {
    const skipped = new Set(await skippedBy(log, codec, subject));
    parking.set(parkKey(subject), { ...parkOf(parking, subject), skipped });
  };
  await Promise.all(subjects.map(learn));
};
