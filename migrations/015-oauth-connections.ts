import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

/** The read model of connections with other providers: it begins empty, and its follower fills it from the log. */
export const oauthConnections: Migration = {
  name: '015-oauth-connections',
  up: async (database) => {
    const added = PROJECTIONS.filter(({ name }) => name === 'oauth_connections');
    for (const statement of added.flatMap(createStatements)) await database.raw(statement);
  },
};
