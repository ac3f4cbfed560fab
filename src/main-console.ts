// The console's rooms, for the API process.
import type { CommandDeps } from '#commands/command-deps.js';
import { createConsole, type Console } from '#console/console.js';
import { projectionsRoom } from '#console/projections/room.js';
import { systemClock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Closing } from '#platform/shutdown.js';

export interface ConsoleSetup {
  readonly config: Config;
  readonly commands: CommandDeps;
  readonly closing: Closing;
  readonly logger: Logger;
  readonly publicOrigin: string | undefined;
}

/** What is opened is closed by `closing`; the console itself is closed by the caller, before the server. */
export const openConsole = ({ commands, logger, publicOrigin }: ConsoleSetup): Console =>
  createConsole({ commands, clock: systemClock, logger, publicOrigin, rooms: [projectionsRoom()] });
