// Brings a database to the current schema. Promises: each migration runs once and whole or not at all, also
// when two processes start at the same moment; a crash half-way leaves nothing locked. Does not go back.
// Fails with what Postgres said; everything before the failed migration stays applied.
import knex, { type Knex } from 'knex';
import pg from 'pg';
import type { Db } from './db.js';

/** One step of the schema; `name` is stored and never changes. */
export interface Migration {
  readonly name: string;
  readonly up: (database: Knex) => Promise<unknown>;
}

export interface MigrationStatus {
  readonly applied: readonly string[];
  readonly pending: readonly string[];
}

const LOCK = 4_178_531;
const APP_ROLE = 'aidesign_app';
const HISTORY = 'schema_migrations';

/** The role of the application uses everything, owns nothing, and leaves the history of migrations alone. */
export const APP_GRANTS = `
do $$ begin
  if exists (select from pg_roles where rolname = '${APP_ROLE}') and current_user <> '${APP_ROLE}' then
    grant usage on schema public to ${APP_ROLE};
    grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
    grant usage on all sequences in schema public to ${APP_ROLE};
    revoke insert, update, delete on ${HISTORY}, ${HISTORY}_lock from ${APP_ROLE};
  end if;
end $$`;

const noRollback = (): Promise<never> =>
  Promise.reject(new Error('Migrations only go forward: restore a backup or write a new one.'));

const sourceOf = (migrations: readonly Migration[]): Knex.MigrationSource<Migration> => ({
  getMigrations: () => Promise.resolve([...migrations]),
  getMigrationName: ({ name }) => name,
  getMigration: ({ up }) => Promise.resolve({ up, down: noRollback }),
});

/** Failures are thrown; knex would print them as well, statement and all. */
const quiet = (): void => undefined;
const NO_LOG = { debug: quiet, warn: quiet, error: quiet, deprecate: quiet };

const apply = async (url: string, migrations: readonly Migration[]): Promise<void> => {
  const database = knex({ client: 'pg', connection: url, pool: { min: 0, max: 2 }, log: NO_LOG });
  const config = { migrationSource: sourceOf(migrations), tableName: HISTORY };
  try {
    await database.migrate.forceFreeMigrationsLock(config);
    await database.migrate.latest(config);
    await database.raw(APP_GRANTS);
  } finally {
    await database.destroy();
  }
};

/** Applies what is missing, one process at a time. `ownerUrl`: the role that owns the tables. */
export const migrate = async (ownerUrl: string, migrations: readonly Migration[]): Promise<void> => {
  const guard = new pg.Client({ connectionString: ownerUrl });
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [LOCK]);
    await apply(ownerUrl, migrations);
  } finally {
    await guard.end();
  }
};

/** What of `migrations` is applied. Changes nothing, so any role that can read may ask. */
export const migrationStatus = async (db: Db, migrations: readonly Migration[]): Promise<MigrationStatus> => {
  const names = migrations.map(({ name }) => name);
  const { rows } = await db.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    HISTORY,
  ]);
  if (!rows[0]?.found) return { applied: [], pending: names };
  const done = await db.query<{ name: string }>(`select name from ${HISTORY} order by id`);
  const applied = done.rows.map(({ name }) => name);
  return { applied, pending: names.filter((name) => !applied.includes(name)) };
};
