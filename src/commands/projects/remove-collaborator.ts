import type { Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { executeOnProject, type ProjectTarget } from './change-project.js';

/**
 * Ends a person's work on the project: the owner removes anybody, everybody may leave. Who is not in it is not
 * removed again. Throws `forbidden`, `not_found`.
 */
export const removeCollaborator = (
  deps: CommandDeps,
  caller: Caller,
  { target, collaboratorId }: { readonly target: ProjectTarget; readonly collaboratorId: number },
): Promise<Outcome<Project>> =>
  executeOnProject(deps, caller, {
    target,
    command: { type: 'RemoveCollaborator', collaboratorId, by: personOf(caller), at: caller.at },
  });
