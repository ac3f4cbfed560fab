import { STATES } from '#domain/aggregates.js';
import { eventsUpTo, happenedAt, type Moment } from '#eventlog/moment.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { subjectsOf, withoutPersonal, withoutSecrets } from './without-personal.js';

/** A stream at some moment. */
export interface PastState {
  /** Of the last event it reflects; its type, and when it happened. */
  readonly revision: number;
  readonly type: string;
  readonly at: string;
  readonly state: object;
  /** Events it is made of, and the accounts whose personal values are in them. */
  readonly events: number;
  readonly subjects: readonly number[];
}

interface Wanted {
  readonly category: string;
  /** Undefined: now. */
  readonly moment: Moment | undefined;
  /** Personal values as they are; else as if every person had been erased. */
  readonly personal: boolean;
}

/**
 * What a stream had come to: its events folded by its aggregate. Undefined when there is no such stream.
 * Throws `before_creation`, `revision_not_found`, and what reading the stream fails with.
 */
export const pastState = async (
  stream: AsyncIterable<RecordedEvent>,
  { category, moment, personal }: Wanted,
): Promise<PastState | undefined> => {
  const events = await eventsUpTo(stream, moment);
  const last = events.at(-1);
  const folding = STATES[category];
  if (!last || !folding) return undefined;
  const shown = personal ? withoutSecrets : withoutPersonal;
  return {
    revision: last.revision,
    type: last.event.type,
    at: happenedAt(last),
    state: events.map(({ event }) => shown(event)).reduce(folding.evolve, folding.initial),
    events: events.length,
    subjects: [...new Set(events.flatMap(({ event }) => subjectsOf(event)))],
  };
};
