import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { isReadable, type Followed } from '../decode.js';
import { EventFailed } from '../errors.js';
import type { Send, Subject } from '../subject.js';

const follows = ({ categories }: Subject, { stream }: Followed): boolean =>
  categories.includes(stream.slice(0, stream.indexOf('-')));

/** One that cannot be read concerns those who follow its category. */
const readable = (subject: Subject, event: Followed): readonly RecordedEvent[] => {
  if (isReadable(event)) return [event];
  if (follows(subject, event)) throw new EventFailed(event, event.unreadable);
  return [];
};

/** What these events come to for the subject, not sent yet. Throws `EventFailed`. */
export const planFor = (subject: Subject, events: readonly Followed[]): Send =>
  subject.plan(events.every(isReadable) ? events : events.flatMap((event) => readable(subject, event)));
