import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The read models as the code has them when a database is new. */
export const projections: Migration = {
  name: '002-projections',
  up: async (database) => {
    for (const statement of PROJECTIONS.flatMap(createStatements)) await database.raw(statement);
  },
};
