// The desk for parked events, for the command line: the table at once, the log when a decision is written.
import { NotRunningError } from '#cli/framework/errors.js';
import type { Instance } from '#cli/instance.js';
import type { EventLog } from '#eventlog/event-log.js';
import { createParkingDesk, type ParkingDesk } from '#followers/parking-desk.js';
import { systemClock } from '#platform/clock.js';
import { readConfig } from '#platform/config.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';

/** Throws `NotRunningError` when no database is known. */
export const openParking = (
  instance: Instance,
  closing: Closing,
  log: () => Promise<EventLog>,
): ParkingDesk => {
  const { DATABASE_URL: url } = readConfig(instance.environment);
  if (url === undefined) throw new NotRunningError('The database is not known: set DATABASE_URL.');
  const db = createPool({ url, max: 1, applicationName: 'aidesign-cli' });
  closing.add('database pool', () => db.end());
  return createParkingDesk({ db, log, clock: systemClock });
};
