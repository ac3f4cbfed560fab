import type { Command } from '../framework/command.js';
import { accountRoleCommands } from './account-roles.js';
import { accountStandingCommands } from './account-standing.js';
import { demoCommand } from './demo.js';
import { doctorCommand } from './doctor.js';
import { effectCommands } from './effects.js';
import { eventStoreCommands } from './eventstore.js';
import { eventsCheckCommand } from './events-check.js';
import { eventsTailCommand } from './events-tail.js';
import { importTokenCommand } from './import-token.js';
import { keyCommands } from './keys.js';
import { migrateCommand } from './migrate.js';
import { parkedCommands } from './parked.js';
import { projectionCommands } from './projection.js';
import { replayCommand } from './replay.js';
import { roleCommands } from './roles.js';
import { setPlanCommand } from './set-plan.js';

/** Every sub-command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  ...roleCommands,
  demoCommand,
  eventsTailCommand,
  eventsCheckCommand,
  replayCommand,
  ...effectCommands,
  ...parkedCommands,
  ...projectionCommands,
  setPlanCommand,
  ...accountRoleCommands,
  ...accountStandingCommands,
  importTokenCommand,
  ...keyCommands,
  migrateCommand,
  doctorCommand,
  ...eventStoreCommands,
];
