import type { DetailsChanges } from '#domain/project/events.js';
import { project, type Project, type ProjectCommand } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

/** A project as a person refers to it: its id, and the revision they saw last when they sent If-Match. */
export interface ProjectTarget {
  readonly projectId: number;
  readonly ifRevision?: number | undefined;
}

/**
 * What this command did to the project when it was carried out before. Commands that look at more than the
 * project ask this first: a retry is answered as before, whatever has become of the rest.
 */
export const carriedOut = async (
  { log }: Pick<CommandDeps, 'log'>,
  { context }: Caller,
  projectId: number,
): Promise<Outcome<Project> | undefined> =>
  context.mayBeRetry ? log.outcomeOf({ aggregate: project, id: projectId, context }) : undefined;

/** One command on one project, in the caller's name. */
export const executeOnProject = (
  deps: CommandDeps,
  caller: Caller,
  { target, command }: { target: ProjectTarget; command: ProjectCommand },
): Promise<Outcome<Project>> =>
  deps.log.execute({
    aggregate: project,
    id: target.projectId,
    command,
    context: caller.context,
    ifRevision: target.ifRevision,
  });

/** Changes any of the details. Throws `not_found`, `forbidden`. */
export const changeDetails = (
  deps: CommandDeps,
  caller: Caller,
  { target, changes }: { target: ProjectTarget; changes: DetailsChanges },
): Promise<Outcome<Project>> =>
  executeOnProject(deps, caller, {
    target,
    command: { type: 'ChangeDetails', changes, by: personOf(caller), at: caller.at },
  });
