import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** Sessions, sign-ins and what ended sessions: they begin empty, and their follower fills them from the log. */
export const sessions: Migration = {
  name: '012-sessions',
  up: async (database) => {
    const added = PROJECTIONS.filter(({ name }) => name === 'sessions');
    for (const statement of added.flatMap(createStatements)) await database.raw(statement);
  },
};
