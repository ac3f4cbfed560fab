// The console's rooms, for the API process.
import type { History } from '#audit/history.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { createConsole, type Console } from '#console/console.js';
import { analyticsRoom } from '#console/analytics/room.js';
import { eventsRoom } from '#console/events/room.js';
import { projectionsRoom } from '#console/projections/room.js';
import { systemClock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import type { Closing } from '#platform/shutdown.js';

export interface ConsoleSetup {
  readonly config: Config;
  readonly commands: CommandDeps;
  readonly db: Db;
  readonly history: History;
  readonly closing: Closing;
  readonly logger: Logger;
  readonly publicOrigin: string | undefined;
}

/** What is opened is closed by `closing`; the console itself is closed by the caller, before the server. */
export const openConsole = ({ commands, db, history, logger, publicOrigin }: ConsoleSetup): Console =>
  createConsole({
    commands,
    clock: systemClock,
    logger,
    publicOrigin,
    rooms: [projectionsRoom(), eventsRoom({ log: commands.log, db, history }), analyticsRoom({ db })],
  });
