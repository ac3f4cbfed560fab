import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The read model of API keys: it begins empty, and its follower fills it from the log. */
export const apiKeys: Migration = {
  name: '013-api-keys',
  up: async (database) => {
    const added = PROJECTIONS.filter(({ name }) => name === 'api_keys');
    for (const statement of added.flatMap(createStatements)) await database.raw(statement);
  },
};
