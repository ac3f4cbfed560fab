// The desk of read models, for the command line: the database as the role that owns the tables, the log when
// it is asked for.
import { NotRunningError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import { CATALOG } from '#domain/catalog.js';
import { createCodec } from '#eventlog/codec.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { createProjectionDesk, type ProjectionDesk } from '#followers/rebuild/desk.js';
import { readConfig } from '#platform/config.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';
import { REACTORS } from '#workers/index.js';

/** One for the build, one for what is done beside it, one to look. */
const CONNECTIONS = 3;
/** Long statements are ordinary here: chunks of a build, indexes, comparisons. */
const STATEMENT_MS = 3_600_000;

/** Throws `NotRunningError` when no database or no log is known. */
export const openProjections = async (instance: Instance, closing: Closing): Promise<ProjectionDesk> => {
  const { DATABASE_OWNER_URL, DATABASE_URL, EVENTSTORE_URL } = readConfig(instance.environment);
  const url = DATABASE_OWNER_URL ?? DATABASE_URL;
  if (url === undefined) throw new NotRunningError('The database is not known: set DATABASE_URL.');
  const pool = createPool({
    url,
    max: CONNECTIONS,
    applicationName: 'aidesign-cli',
    statementTimeoutMs: STATEMENT_MS,
  });
  closing.add('database pool', () => pool.end());
  let client: LogClient | undefined;
  const log = (): Promise<LogClient> => {
    if (EVENTSTORE_URL === undefined)
      return Promise.reject(new NotRunningError('The event store is not known: set EVENTSTORE_URL.'));
    client ??= connectLog(EVENTSTORE_URL);
    return Promise.resolve(client);
  };
  closing.add('log client', () => client?.dispose());
  const known = { projections: PROJECTIONS, reactors: REACTORS };
  return createProjectionDesk({ pool, log, codec: createCodec(CATALOG), ...known });
};
