import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/**
 * A version that is not followed any more: readers no longer wait for it. The next version becomes the active
 * one with its first follower.
 */
const RETIRE = 'update checkpoints set active = false where projection = ? and version < ?';

/**
 * The read models of generations, and open reservations that know them: whatever a database of an earlier
 * release does not have yet. The new tables begin empty and without a checkpoint, so that the follower fills
 * them from the log. Tables and views of versions before stay for processes that still use them.
 */
export const generation: Migration = {
  name: '004-generation',
  up: async (database) => {
    for (const statement of PROJECTIONS.flatMap(createStatements)) await database.raw(statement);
    for (const { name, version } of PROJECTIONS) await database.raw(RETIRE, [name, version]);
  },
};
