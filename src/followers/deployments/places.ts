import { isBefore, type Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import type { CheckpointEvent } from '../checkpoint.js';
import { partIn, type Partition } from '../partitions/partition.js';

/** Where one version of a projection is, or one of its parts. */
export interface Place {
  readonly version: number;
  readonly partition: Partition;
  readonly at: CheckpointEvent | null;
  readonly eventsHandled: number;
  readonly lagMs: number | null;
  readonly caughtUp: boolean;
  readonly failure: { readonly kind: string; readonly message: string } | null;
}

interface Stored extends Omit<Place, 'at' | 'partition'> {
  readonly index: number;
  readonly of: number;
  readonly commit: string | null;
  readonly prepare: string | null;
  readonly eventId: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
}

const READ = `
select version, partition as index, partitions as of, commit_position::text as commit,
  prepare_position::text as prepare, event_id as "eventId", stream, revision, events_handled as "eventsHandled",
  lag_ms as "lagMs", caught_up as "caughtUp", case when failure->>'over' is null then failure end as failure
from checkpoints where projection = $1 order by version, partition`;

const placeOf = ({ commit, prepare, eventId, stream, revision, index, of, ...rest }: Stored): Place => {
  const facts = { ...rest, partition: { index, of } };
  const none = commit === null || prepare === null || eventId === null || stream === null;
  if (none || revision === null) return { ...facts, at: null };
  const position: Position = { commit: BigInt(commit), prepare: BigInt(prepare) };
  return { ...facts, at: { position, eventId, stream, revision } };
};

/** Checkpoints of all versions of a projection and of their parts. `locking`: nobody moves them until the transaction ends. */
export const readPlaces = async (
  db: Db,
  projection: string,
  { locking = false } = {},
): Promise<readonly Place[]> => {
  const { rows } = await db.query<Stored & Record<string, unknown>>(locking ? `${READ} for update` : READ, [
    projection,
  ]);
  return rows.map(placeOf);
};

/** The one of a version, if it is followed as a whole; else those of its parts. */
export const placesOf = (places: readonly Place[], version: number | undefined): readonly Place[] =>
  places.filter((place) => place.version === version);

const before = (one: CheckpointEvent | null, other: CheckpointEvent | null): boolean =>
  other !== null && (one === null || isBefore(one.position, other.position));

/** Where the part is that is furthest ahead. */
export const furthest = (places: readonly Place[]): CheckpointEvent | null =>
  places.reduce<CheckpointEvent | null>((far, { at }) => (before(far, at) ? at : far), null);

/** Where the part is that is furthest behind: everything up to there is handled. */
export const nearest = (places: readonly Place[]): CheckpointEvent | null =>
  places.reduce<CheckpointEvent | null>(
    (near, { at }, index) => (index === 0 || before(at, near) ? at : near),
    null,
  );

/** Whether one version shows all that the other shows. */
export const isBehind = (next: readonly Place[], current: readonly Place[]): boolean => {
  const [one] = next;
  const [other] = current;
  if (!other) return false;
  if (one?.partition.of !== other.partition.of) return before(nearest(next), furthest(current));
  return next.some(({ at }, index) => before(at, current[index]?.at ?? null));
};

const sameEvent = (one: Place, other: Place | undefined): boolean =>
  other !== undefined && one.at?.eventId === other.at?.eventId;

/** Whether both have handled the same events: part by part, or all parts up to the same one. */
export const isSamePlace = (some: readonly Place[], others: readonly Place[]): boolean => {
  const [one] = some;
  const [other] = others;
  if (!one || !other) return false;
  if (one.partition.of === other.partition.of)
    return some.every((part, index) => sameEvent(part, others[index]));
  return [...some, ...others].every((part) => sameEvent(part, one));
};

/** Whether the parts of a version have handled an event. */
export const covers = (
  places: readonly Place[],
  { stream, position }: { readonly stream: string; readonly position: Position },
): boolean => {
  const at = places[partIn(stream, places.length)]?.at;
  return at ? !isBefore(at.position, position) : false;
};
