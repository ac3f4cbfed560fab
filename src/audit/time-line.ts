// A stream event by event, with the state before and after each. Promises: the states are folded from the first
// event on by the rules of the domain; without `personal` they are made of events as if every person had been
// erased, so that no personal value can be in them. It reads from the beginning to the end of what is asked for.
// An event that this version cannot read ends them, and is told. Fails with 503 when the log does not answer.
import { STATES } from '#domain/aggregates.js';
import type { DomainEvent } from '#domain/kit/event.js';
import type { JsonValue } from '#domain/kit/json.js';
import { CodeTooOld, UndecodableEvent } from '#eventlog/codec.js';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { plainState } from './plain-state.js';
import { subjectsOf, withoutPersonal, withoutSecrets } from './without-personal.js';

type Told = Pick<RecordedEvent, 'revision' | 'event'>;

/** One event of a stream and what it changed. */
export interface TimeLineEntry {
  readonly revision: number;
  readonly before: JsonValue;
  readonly after: JsonValue;
}

export interface TimeLine {
  /** The events asked for that there are, oldest first. */
  readonly entries: readonly TimeLineEntry[];
  /** Accounts whose personal values may be in the states, ascending. */
  readonly subjects: readonly number[];
  /** False: an event of the stream cannot be read, and there are no states after it. */
  readonly isReadable: boolean;
}

export interface TimeLinePart {
  readonly category: string;
  /** First and last revision to show. */
  readonly from: number;
  readonly to: number;
  readonly personal: boolean;
}

const ascending = (one: number, other: number): number => one - other;

/** The states after each event, kept as far as they are asked for. */
const folded = async (
  stream: AsyncIterable<Told>,
  { category, from, to, personal }: TimeLinePart,
  { entries, subjects }: { entries: TimeLineEntry[]; subjects: Set<number> },
): Promise<void> => {
  const folding = STATES[category];
  if (!folding) return;
  const shown: (event: DomainEvent) => DomainEvent = personal ? withoutSecrets : withoutPersonal;
  let state = folding.initial;
  for await (const { revision, event } of stream) {
    if (revision > to) return;
    const before = revision >= from ? plainState(state) : null;
    state = folding.evolve(state, shown(event));
    for (const subject of subjectsOf(event)) subjects.add(subject);
    if (revision >= from) entries.push({ revision, before, after: plainState(state) });
  }
};

const isUnreadable = (error: unknown): boolean =>
  error instanceof UndecodableEvent || error instanceof CodeTooOld;

/** The states of a part of a stream; `stream` from its first event on. None for a category nobody knows. */
export const timeLine = async (stream: AsyncIterable<Told>, part: TimeLinePart): Promise<TimeLine> => {
  const entries: TimeLineEntry[] = [];
  const subjects = new Set<number>();
  let isReadable = true;
  try {
    await folded(stream, part, { entries, subjects });
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    isReadable = false;
  }
  return { entries, subjects: [...subjects].sort(ascending), isReadable };
};
