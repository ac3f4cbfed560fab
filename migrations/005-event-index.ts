import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The event index, and whatever else is not there yet: it begins empty, and its follower fills it from the log. */
export const eventIndex: Migration = {
  name: '005-event-index',
  up: async (database) => {
    for (const statement of PROJECTIONS.flatMap(createStatements)) await database.raw(statement);
  },
};
