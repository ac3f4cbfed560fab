import { tableStatements } from '#projections/kit/ddl.js';
import { PROJECTIONS } from '#projections/index.js';
import type { Migration } from '#platform/postgres/migrate.js';

/** Versions of read models that are here, also those that are built, or kept for going back. */
const VERSIONS = `
select substring(tablename from '^(.*)_v\\d+$') as name, substring(tablename from '_v(\\d+)$')::int as version
from pg_tables where schemaname = current_schema() and tablename ~ '_v\\d+$'`;

/** Puts the rows that belong to one account behind row-level security. */
export const secondWall: Migration = {
  name: '015-second-wall',
  up: async (database) => {
    const { rows } = await database.raw<{ rows: { name: string; version: number }[] }>(VERSIONS);
    const tables = PROJECTIONS.flatMap((projection) => projection.tables);
    for (const { name, version } of rows) {
      const table = tables.find((known) => known.name === name);
      for (const statement of table ? tableStatements(table, version) : []) await database.raw(statement);
    }
  },
};
