import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
import { rowsIn, type Tables } from '#test/support/read-models.js';

/** The rows of one version of a projection's tables. */
export const rowsOf = (db: Db, projection: Projection, version: number): Promise<Tables> =>
  rowsIn(db, [{ ...projection, version }]);
