import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/**
 * The read models of activities and of usage, and the index for searching projects. New tables begin empty
 * and without a checkpoint, so that the follower fills them from the log.
 */
export const analytics: Migration = {
  name: '005-analytics',
  up: async (database) => {
    for (const statement of PROJECTIONS.flatMap(createStatements)) await database.raw(statement);
  },
};
