import type { Migration } from '#platform/postgres/migrate.js';
import { eventIndexProjection } from '#projections/event-index/projection.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The event index of a database that has none: it begins empty, and its follower fills it from the log. */
export const eventIndex: Migration = {
  name: '005-event-index',
  up: async (database) => {
    for (const statement of createStatements(eventIndexProjection)) await database.raw(statement);
  },
};
