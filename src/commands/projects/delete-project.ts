import { quota } from '#domain/quota/index.js';
import type { Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { executeOnProject, type ProjectTarget } from './change-project.js';

interface Slot {
  readonly accountId: number;
  readonly projectId: number;
  readonly reason: 'project_deleted' | 'project_abandoned';
}

/** Gives a slot of the quota back. Twice is the same as once. */
export const releaseSlot = async (
  deps: CommandDeps,
  caller: Caller,
  { reason, ...slot }: Slot,
): Promise<void> => {
  await deps.log.execute({
    aggregate: quota,
    id: slot.accountId,
    command: { type: 'ReleaseProjectSlot', slot: { ...slot, at: caller.at }, reason },
    context: { ...stepOf(caller.context, 'release-slot', slot.projectId), account: slot.accountId },
  });
};

/**
 * Deletes a project and gives its slot back at once; if this process dies in between, the sweeper does it.
 * Throws `not_found`, `forbidden`.
 */
export const deleteProject = async (
  deps: CommandDeps,
  caller: Caller,
  target: ProjectTarget,
): Promise<Outcome<Project>> => {
  const command = { type: 'DeleteProject', by: personOf(caller), at: caller.at } as const;
  const outcome = await executeOnProject(deps, caller, { target, command });
  const { id: projectId, ownerId: accountId } = outcome.state;
  await releaseSlot(deps, caller, { accountId, projectId, reason: 'project_deleted' });
  return outcome;
};
