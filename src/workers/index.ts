import type { CommandDeps } from '#commands/command-deps.js';
import type { Clock } from '#platform/clock.js';
import type { Config } from '#platform/config.js';
import type { Logger } from '#platform/logger.js';
import type { Db } from '#platform/postgres/db.js';
import type { Closing } from '#platform/shutdown.js';
import type { Handler } from './effects/handler.js';
import type { Reactor } from './kit/reactor.js';

/** Every reactor of the product. */
export const REACTORS: readonly Reactor[] = [];

/** What handlers may work with. */
export interface HandlerDeps {
  readonly commands: CommandDeps;
  readonly db: Db;
  readonly config: Config;
  readonly clock: Clock;
  readonly logger: Logger;
  /** For what a handler opens; closed after the last attempt is over. */
  readonly closing: Closing;
}

/** Every handler of the product: one for each kind of effect that a reactor asks for. */
export const createHandlers = (_deps: HandlerDeps): readonly Handler[] => [];
