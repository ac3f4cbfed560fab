import type { Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { executeOnProject, type ProjectTarget } from './change-project.js';

/** Records the current design as the next version. Throws `not_found`, `forbidden`. */
export const createVersion = (
  deps: CommandDeps,
  caller: Caller,
  target: ProjectTarget,
): Promise<Outcome<Project>> =>
  executeOnProject(deps, caller, {
    target,
    command: { type: 'CreateVersion', by: personOf(caller), at: caller.at },
  });

/**
 * Makes the design of a version current again; the design it replaces is kept. Throws `version_not_found`.
 */
export const restoreVersion = (
  deps: CommandDeps,
  caller: Caller,
  { target, number }: { target: ProjectTarget; number: number },
): Promise<Outcome<Project>> =>
  executeOnProject(deps, caller, {
    target,
    command: { type: 'RestoreVersion', number, by: personOf(caller), at: caller.at },
  });
