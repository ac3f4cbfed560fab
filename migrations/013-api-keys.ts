import type { Migration } from '#platform/postgres/migrate.js';
import { apiKeysProjection } from '#projections/api-keys/projection.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The read model of API keys: it begins empty, and its follower fills it from the log. */
export const apiKeys: Migration = {
  name: '013-api-keys',
  up: async (database) => {
    for (const statement of createStatements(apiKeysProjection)) await database.raw(statement);
  },
};
