// Looks again at a window that does not come out right. Promises: it is told only when it is wrong in a second
// reading, of a log that has the event of its mark; a single event too few or too many is named. Fails with
// SourceLost, and with CheckpointMismatch when the log is not the one the mark was taken of.
import { positionText } from '#platform/position.js';
import { CheckpointMismatch } from '../errors.js';
import type { FollowedLog } from '../source.js';
import { idAt } from '../verify.js';
import { isSetBack, type Count, type Place, type Window } from './count.js';
import type { Found } from './findings.js';
import { readSlice } from './read-slice.js';
import { between, digestOf, isOwn, isSame, plus, NO_EVENTS, type Tally } from './tally.js';

export interface Explaining {
  readonly log: FollowedLog;
  /** Events read at a time. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

interface SecondReading {
  readonly logged: Tally;
  /** Events with the digest that makes the difference. */
  readonly suspects: readonly Place[];
}

const readAgain = async (
  count: Count,
  { from, mark: { position: upTo }, handled, logged }: Window,
  { log, limit, signal }: Explaining,
): Promise<SecondReading> => {
  const wanted = between(handled, logged).digest;
  const suspects: Place[] = [];
  let tally = NO_EVENTS;
  for (let at = from; ;) {
    const slice = await readSlice({ log, categories: count.categories, from: at, upTo, limit, signal });
    for (const event of slice.events.filter((one) => isOwn(count, one))) {
      tally = plus(tally, event);
      if (digestOf(event) === wanted) suspects.push(event);
    }
    if (slice.upTo === upTo) return { logged: tally, suspects };
    at = slice.upTo;
  }
};

const kindOf = (handled: Tally, logged: Tally): Found['kind'] => {
  if (handled.events < logged.events) return 'missing';
  return handled.events > logged.events ? 'repeated' : 'exchanged';
};

const foundIn = ({ projection, version }: Count, { from, mark, handled, logged }: Window): Found => ({
  projection,
  version,
  kind: kindOf(handled, logged),
  after: from && positionText(from),
  upTo: positionText(mark.position),
  handled: handled.events,
  logged: logged.events,
  stream: null,
  revision: null,
  eventId: null,
  table: null,
  columns: null,
});

/** What is wrong with a window that is not right; undefined: nothing, on a second look. */
export const explain = async (
  count: Count,
  window: Window,
  explaining: Explaining,
): Promise<Found | undefined> => {
  const { position, eventId } = window.mark;
  const there = await idAt(explaining.log, position);
  if (there !== eventId) throw new CheckpointMismatch(count.projection, eventId, there);
  if (isSetBack(window)) return { ...foundIn(count, window), kind: 'set_back', handled: null, logged: null };
  const { logged, suspects } = await readAgain(count, window, explaining);
  if (isSame(window.handled, logged)) return undefined;
  const found = foundIn(count, { ...window, logged });
  const [event] = suspects;
  const isOne = suspects.length === 1 && Math.abs(window.handled.events - logged.events) === 1;
  if (!event || !isOne) return found;
  const { stream, revision, id } = event;
  return { ...found, stream, revision, eventId: id };
};
