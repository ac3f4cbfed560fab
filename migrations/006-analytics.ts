import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The tables of projects are there: they get the index for searching them. */
const MADE = ['projects', 'activities', 'usage', 'ai_models'];

/**
 * The read models of activities and usage, and the search for projects. New tables begin empty and without a
 * checkpoint, so that the follower fills them from the log.
 */
export const analytics: Migration = {
  name: '006-analytics',
  up: async (database) => {
    const made = PROJECTIONS.filter(({ name }) => MADE.includes(name));
    for (const statement of made.flatMap(createStatements)) await database.raw(statement);
  },
};
