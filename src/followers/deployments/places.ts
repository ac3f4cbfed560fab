import type { Position } from '#platform/position.js';
import type { Db } from '#platform/postgres/db.js';
import type { CheckpointEvent } from '../checkpoint.js';

/** Where one version of a projection is. */
export interface Place {
  readonly version: number;
  readonly at: CheckpointEvent | null;
  readonly eventsHandled: number;
  readonly lagMs: number | null;
  readonly caughtUp: boolean;
  readonly failure: { readonly kind: string; readonly message: string } | null;
}

interface Stored extends Omit<Place, 'at'> {
  readonly commit: string | null;
  readonly prepare: string | null;
  readonly eventId: string | null;
  readonly stream: string | null;
  readonly revision: number | null;
}

const READ = `
select version, commit_position::text as commit, prepare_position::text as prepare, event_id as "eventId",
  stream, revision, events_handled as "eventsHandled", lag_ms as "lagMs", caught_up as "caughtUp",
  case when failure->>'over' is null then failure end as failure
from checkpoints where projection = $1 order by version`;

const placeOf = ({ commit, prepare, eventId, stream, revision, ...facts }: Stored): Place => {
  const none = commit === null || prepare === null || eventId === null || stream === null;
  if (none || revision === null) return { ...facts, at: null };
  const position: Position = { commit: BigInt(commit), prepare: BigInt(prepare) };
  return { ...facts, at: { position, eventId, stream, revision } };
};

/** Checkpoints of all versions of a projection. `locking`: nobody moves them until the transaction ends. */
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
