// Creates a project. Promises: never more projects than the plan allows, however many requests come at once; the same
// command id gets the same project. Order: the design's blobs, a slot of the owner's quota, then the one commit event. A
// slot whose project never comes is taken back by the sweeper (workers/reservations).
import { account } from '#domain/account/index.js';
import type { DesignRef } from '#domain/design/reference.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { PLANS } from '#domain/plan/plans.js';
import type { ProjectDetails } from '#domain/project/events.js';
import { project, type Project } from '#domain/project/index.js';
import { quota } from '#domain/quota/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { AppError } from '#platform/app-error.js';
import { integerIdOf } from '#platform/ids.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { earlierDraw } from '../earlier-draw.js';

const MAX_DRAWS = 5;

export interface NewProject {
  readonly ownerId: number;
  readonly details: ProjectDetails;
  /** Stored already under the owner. */
  readonly design: DesignRef | null;
  readonly copiedFrom: number | null;
}

const reserveSlot = async (
  deps: CommandDeps,
  caller: Caller,
  slot: { accountId: number; projectId: number },
) => {
  const owner = (await deps.log.load(account, slot.accountId)).state;
  if (owner.status !== 'active')
    throw new AppError('not_authenticated', 'This account does not exist any more.');
  await deps.log.execute({
    aggregate: quota,
    id: slot.accountId,
    command: {
      type: 'ReserveProjectSlot',
      slot: { ...slot, at: caller.at },
      limit: PLANS[owner.plan].maxProjects,
    },
    context: stepOf(caller.context, 'slot', slot.projectId),
  });
};

const isOccupied = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'already_exists';

/** Throws `project_limit_exceeded`. `prepare` stores what the project needs; it is not called for a retry. */
export const createProject = async (
  deps: CommandDeps,
  caller: Caller,
  prepare: () => Promise<NewProject>,
): Promise<Outcome<Project>> => {
  const { context, at } = caller;
  let wanted: NewProject | undefined;
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const projectId = integerIdOf(context.commandId, draw);
    const target = { aggregate: project, id: projectId, context };
    const earlier = await earlierDraw(deps, target);
    if (earlier === 'given up') continue;
    if (earlier) return earlier;
    wanted ??= await prepare();
    const { ownerId, details, design, copiedFrom } = wanted;
    await reserveSlot(deps, caller, { accountId: ownerId, projectId });
    const created = { projectId, ownerId, at, ...details, design, copiedFrom };
    try {
      return await deps.log.execute({ ...target, command: { type: 'CreateProject', project: created } });
    } catch (error) {
      if (!isOccupied(error)) throw error;
    }
  }
  throw new AppError('conflict', 'The project could not be created. Try again.');
};
