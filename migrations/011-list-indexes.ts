import type { Knex } from 'knex';
import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { indexStatements } from '#projections/kit/ddl.js';

/** Of each table: what the indexes of before are called after its name. */
const REPLACED: Readonly<Record<string, readonly string[]>> = {
  projects: ['is_public_updated_at_id'],
  project_members: ['account_id_project_id'],
  project_versions: ['project_id'],
  activities: ['account_id_at_id', 'account_id_project_id_at_id'],
  ai_tasks: ['account_id_requested_at_id'],
};

/** Every version there is: what rebuilds made, too. */
const TABLES = `select relname as name from pg_class
where relkind = 'r' and relnamespace = current_schema()::regnamespace and relname ~ ?`;

const versionsOf = async (database: Knex, table: string): Promise<readonly number[]> => {
  const { rows } = await database.raw<{ rows: { name: string }[] }>(TABLES, [`^${table}_v[0-9]+$`]);
  return rows.map(({ name }) => Number(name.slice(table.length + 2)));
};

/** Lists are found in their indexes alone, and indexes that others make needless are gone. The rows stay. */
export const listIndexes: Migration = {
  name: '011-list-indexes',
  up: async (database) => {
    for (const table of PROJECTIONS.flatMap(({ tables }) => tables)) {
      const replaced = REPLACED[table.name];
      if (!replaced) continue;
      for (const version of await versionsOf(database, table.name)) {
        for (const index of replaced)
          await database.raw(`drop index if exists ${table.name}_v${version}_by_${index}`);
        for (const statement of indexStatements(table, version)) await database.raw(statement);
      }
    }
  },
};
