// The database of a running backend, filled straight: what is measured is reading.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..', '..');

/** A module of the built backend. */
export const built = (...parts) => import(pathToFileURL(join(root, 'dist', 'src', ...parts)).href);

/** A pool of the role that owns the tables; long statements are ordinary here. */
export const ownerPool = async (stack) => {
  const { createPool } = await built('platform', 'postgres', 'pool.js');
  const { DATABASE_OWNER_URL: url } = await stack.environment();
  return createPool({ url, max: 1, applicationName: 'aidesign-bench', statementTimeoutMs: 600_000 });
};

/** Declared tables of a projection: {physical, indexes} by name. */
export const tablesOf = async (name) => {
  const { PROJECTIONS } = await built('projections', 'index.js');
  const { indexStatements, physicalTable } = await built('projections', 'kit', 'ddl.js');
  const { tables, version } = PROJECTIONS.find((projection) => projection.name === name);
  return Object.fromEntries(
    tables.map((table) => [
      table.name,
      { physical: physicalTable(table.name, version), indexes: indexStatements(table, version) },
    ]),
  );
};

const INDEXES = `select indexrelid::regclass::text as name from pg_index
where indrelid = $1::regclass and not indisprimary`;

/** Fills a table without its indexes, then makes those that `isWanted`, and has Postgres look at it. */
export const filled = async (pool, { physical, indexes }, fill, isWanted = () => true) => {
  const { rows } = await pool.query(INDEXES, [physical]);
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  await pool.query(fill);
  for (const index of indexes.filter(isWanted)) await pool.query(index);
  await pool.query(`vacuum analyze ${physical}`);
};
