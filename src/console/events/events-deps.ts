import type { History } from '#audit/history.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Db } from '#platform/postgres/db.js';

/** What the room works with. */
export interface EventsDeps extends Pick<CommandDeps, 'log'> {
  readonly db: Db;
  readonly history: Pick<History, 'page' | 'end' | 'follow'>;
}
