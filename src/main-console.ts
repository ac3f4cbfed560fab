// The console's rooms, for the API process: the desks that the command line uses, on connections of their own,
// which are opened when somebody looks.
import type pg from 'pg';
import { createHistory } from '#audit/history.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { createConsole, type Console, type ConsoleOptions } from '#console/console.js';
import { analyticsRoom } from '#console/analytics/room.js';
import { eventsRoom } from '#console/events/room.js';
import { createJobs } from '#console/projections/jobs.js';
import { projectionsRoom } from '#console/projections/room.js';
import type { Room } from '#console/room.js';
import type { Codec } from '#eventlog/codec.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import type { FollowerWatch } from '#followers/known/watch.js';
import { createParkingDesk } from '#followers/parking-desk.js';
import { createProjectionDesk } from '#followers/rebuild/desk.js';
import { systemClock as clock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import { availableDb } from '#platform/postgres/available-db.js';
import { viewedDb } from '#platform/postgres/viewer.js';
import type { Reporting } from '#platform/reporting/reporting.js';
import { createPool } from '#platform/postgres/pool.js';
import type { Closing } from '#platform/shutdown.js';
import type { SignInThrottle } from '#platform/rates/sign-in-throttle.js';
import { PROJECTIONS } from '#projections/index.js';
import { openQueuesRoom } from './main-queues.js';
import { needed } from './main-stores.js';

export interface ConsoleSetup {
  readonly config: Config;
  readonly commands: CommandDeps;
  readonly codec: Codec;
  /** The API's, for looking. */
  readonly pool: pg.Pool;
  readonly closing: Closing;
  readonly watch: FollowerWatch;
  readonly logger: Logger;
  readonly publicOrigin: string | undefined;
  readonly reporting: Reporting | undefined;
  readonly signIns: SignInThrottle;
  readonly rates: Pick<ConsoleOptions, 'countPage'>;
}

/** Three for a build, two for those who look meanwhile. */
const CONNECTIONS = 5;
/** Long statements are ordinary here: chunks of a build, indexes, comparisons. */
const STATEMENT_MS = 3_600_000;

/** As the role that owns the tables. */
const openOwnerPool = ({ config, closing, logger }: ConsoleSetup): pg.Pool => {
  const pool = createPool({
    url: config.DATABASE_OWNER_URL ?? needed(config, 'DATABASE_URL'),
    max: CONNECTIONS,
    applicationName: 'aidesign-console',
    statementTimeoutMs: STATEMENT_MS,
    onIdleError: (error) => logger.warn({ err: error }, 'database connection lost'),
  });
  closing.add('console database pool', () => pool.end());
  return pool;
};

/** A client for builds, apart from the one that appends. */
const openReader = ({ config, closing }: ConsoleSetup): (() => Promise<LogClient>) => {
  let client: LogClient | undefined;
  closing.add('console log client', () => client?.dispose());
  return () => Promise.resolve((client ??= connectLog(needed(config, 'EVENTSTORE_URL'))));
};

const openProjectionsRoom = (setup: ConsoleSetup): Room => {
  const { commands, codec, closing, watch, logger } = setup;
  const pool = openOwnerPool(setup);
  const desk = createProjectionDesk({ pool, log: openReader(setup), codec, projections: PROJECTIONS });
  const db = availableDb(viewedDb(setup.pool));
  const parking = createParkingDesk({ db, log: () => Promise.resolve(commands.log), clock });
  const jobs = createJobs({ desk, clock, logger });
  closing.add('console jobs', () => jobs.close());
  return projectionsRoom({ desk, parking, watch, jobs, logger });
};

/** What is opened is closed by `closing`; the console itself is closed by the caller, before the server. */
export const openConsole = (setup: ConsoleSetup): Console => {
  const { commands, logger, publicOrigin, reporting } = setup;
  const db = availableDb(viewedDb(setup.pool));
  // Who watches does not get in the way of who appends.
  const history = createHistory(openReader(setup));
  const rooms = [
    openProjectionsRoom(setup),
    openQueuesRoom({ ...setup, db }),
    eventsRoom({ log: commands.log, db, history }),
    analyticsRoom({ db }),
  ];
  const { signIns, rates } = setup;
  return createConsole({
    ...{ commands, clock, logger, publicOrigin, rooms, signIns },
    countPage: rates.countPage,
    onUnforeseen: reporting?.report,
  });
};
