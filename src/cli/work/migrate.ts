import { readConfig } from '#platform/config.js';
import {
  migrate,
  migrationStatus,
  type Migration,
  type MigrationStatus,
} from '#platform/postgres/migrate.js';
import { createPool } from '#platform/postgres/pool.js';
import { NotRunningError } from '../framework/errors.js';
import type { Output } from '../output.js';
import type { Tools } from '../tools.js';

export interface MigrateOptions {
  readonly statusOnly: boolean;
  readonly json: boolean;
}

/** Address of the database under the role that owns the tables. */
const ownerUrl = async (tools: Tools): Promise<string> => {
  const { environment } = await tools.instance();
  const { DATABASE_OWNER_URL, DATABASE_URL } = readConfig(environment);
  const url = DATABASE_OWNER_URL ?? DATABASE_URL;
  if (url === undefined) throw new NotRunningError('There is no database to migrate: set DATABASE_URL.');
  return url;
};

const statusOf = async (url: string, migrations: readonly Migration[]): Promise<MigrationStatus> => {
  const pool = createPool({ url, max: 1, applicationName: 'aidesign-cli' });
  try {
    return await migrationStatus(pool, migrations);
  } finally {
    await pool.end();
  }
};

const list = ({ print, paint }: Output, done: readonly string[], pending: readonly string[]): void => {
  for (const name of done) print(`  ${paint('green', '✓')} ${name}`);
  for (const name of pending) print(`  · ${name}  ${paint('dim', 'pending')}`);
};

const showStatus = (output: Output, { applied, pending }: MigrationStatus): void => {
  list(output, applied, pending);
  const wait = `${pending.length} pending: aidesign migrate applies them.`;
  output.print(pending.length === 0 ? 'The database is up to date.' : wait);
};

const showApplied = (output: Output, applied: readonly string[]): void => {
  list(output, applied, []);
  output.print(applied.length === 0 ? 'Nothing to do: the database is up to date.' : 'Applied.');
};

/** Applies what is pending, or only says what it is. */
export const runMigrate = async (tools: Tools, { statusOnly, json }: MigrateOptions): Promise<void> => {
  const { output } = tools;
  const migrations = await tools.migrations();
  const url = await ownerUrl(tools);
  const before = await statusOf(url, migrations);
  if (statusOnly) {
    if (json) output.print(JSON.stringify(before));
    else showStatus(output, before);
    return;
  }
  await migrate(url, migrations);
  const after = await statusOf(url, migrations);
  if (json) output.print(JSON.stringify({ ...after, now: before.pending }));
  else showApplied(output, before.pending);
};
