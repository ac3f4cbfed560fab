import type { Migration } from '#platform/postgres/migrate.js';
import { PROJECTIONS } from '#projections/index.js';
import { createStatements } from '#projections/kit/ddl.js';

const NEW = ['activities', 'usage', 'ai_models'];

const statementsOf = (...names: readonly string[]): readonly string[] =>
  PROJECTIONS.filter(({ name }) => names.includes(name)).flatMap(createStatements);

/** The tables of projects are there, and so are the views that show them. */
const indexOnly = (statement: string): boolean => statement.startsWith('create index');

/**
 * The read models of activities and usage, and the index for searching projects. New tables begin empty and
 * without a checkpoint, so that the follower fills them from the log.
 */
export const analytics: Migration = {
  name: '007-analytics',
  up: async (database) => {
    const statements = [...statementsOf(...NEW), ...statementsOf('projects').filter(indexOnly)];
    for (const statement of statements) await database.raw(statement);
  },
};
