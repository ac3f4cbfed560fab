import { AppError } from '#platform/app-error.js';
import type { RecordedEvent } from './recorded-event.js';

/** A moment in the life of a stream: after the event with this revision, or at this instant (ISO 8601, UTC). */
export type Moment = { readonly revision: number } | { readonly at: string };

/** When the event happened, by the event itself; events of the catalog all say it. */
export const happenedAt = ({ event }: Pick<RecordedEvent, 'event'>): string => {
  const { at } = event.data as { readonly at?: unknown };
  return typeof at === 'string' ? at : '';
};

/** Throws `in_the_future` for an instant that has not come yet. */
export const requirePast = (moment: Moment, now: string): void => {
  if ('revision' in moment || moment.at <= now) return;
  throw new AppError('in_the_future', `${moment.at} is in the future: nothing is known of it yet.`, {
    details: { now },
  });
};

const goesBeyond = (moment: Moment | undefined, recorded: RecordedEvent): boolean =>
  moment !== undefined &&
  ('revision' in moment ? recorded.revision > moment.revision : happenedAt(recorded) > moment.at);

const tooEarly = (first: RecordedEvent): AppError => {
  const begin = happenedAt(first);
  return new AppError('before_creation', `It did not exist yet: it began at ${begin}.`, {
    details: { created_at: begin },
  });
};

const tooLate = (last: number): AppError =>
  new AppError('revision_not_found', `There is no such revision yet: the last one is ${last}.`, {
    details: { last_revision: last },
  });

/**
 * The events of a stream up to a moment: those before the first that is later. (Clocks of two processes may
 * differ: what came after a later event was not known then.) Without a moment: all of them. Throws `before_creation`, `revision_not_found`;
 * answers nothing for a stream that does not exist.
 */
export const eventsUpTo = async (
  stream: AsyncIterable<RecordedEvent>,
  moment?: Moment,
): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = [];
  for await (const recorded of stream) {
    if (!goesBeyond(moment, recorded)) {
      events.push(recorded);
      continue;
    }
    if (events.length === 0) throw tooEarly(recorded);
    return events;
  }
  const last = events.at(-1);
  if (last && moment && 'revision' in moment && last.revision < moment.revision) throw tooLate(last.revision);
  return events;
};
