import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { openReservationsProjection } from './projection.js';
import { openReservations as table } from './tables.js';

export interface OpenReservation extends Omit<Answer<typeof table>, 'kind' | 'nameKind'> {
  readonly kind: 'name' | 'slot' | 'ai';
  readonly nameKind: 'email' | 'username' | null;
}

/**
 * Reservations to look at: those that must be released, and unconfirmed ones from before `olderThan` (ISO).
 * Oldest first.
 */
export const openReservations = (
  db: Db,
  { olderThan, limit }: { readonly olderThan: string; readonly limit: number },
): Promise<OpenReservation[]> =>
  run<OpenReservation>(
    db,
    sql(`${viewOf(openReservationsProjection)(table)} as r`)
      .where((either) => void either.where('r.due', true).orWhere('r.since', '<', olderThan))
      .orderBy([{ column: 'r.since' }, { column: 'r.id' }])
      .limit(limit)
      .select(...columnsAs('r', table)),
  );
