// The doctor, for the command line.
import { NotRunningError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import { connectLog } from '#eventlog/log-client.js';
import { createDoctor, type Doctor } from '#followers/doctor/doctor.js';
import { MIGRATIONS } from '#migrations/index.js';
import { readConfig } from '#platform/config.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';
import { PROJECTIONS } from '#projections/index.js';

/** Throws `NotRunningError` when no database or no log is known. */
export const openDoctor = (instance: Instance, closing: Closing): Doctor => {
  const { DATABASE_URL: url, EVENTSTORE_URL } = readConfig(instance.environment);
  if (url === undefined || EVENTSTORE_URL === undefined)
    throw new NotRunningError('The stores are not known: set EVENTSTORE_URL and DATABASE_URL.');
  const pool = createPool({ url, max: 1, applicationName: 'aidesign-cli' });
  closing.add('database pool', () => pool.end());
  const log = connectLog(EVENTSTORE_URL);
  closing.add('log client', () => log.dispose());
  return createDoctor({ pool, log, migrations: MIGRATIONS, projections: PROJECTIONS });
};
