import { account } from '#domain/account/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { PLANS } from '#domain/plan/plans.js';
import { requireOwner } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { accountIdNamed } from '../accounts/find-accounts.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { carriedOut, executeOnProject, type ProjectTarget } from './change-project.js';

/** The person to add: by username or by id. */
export type Invited = { readonly username: string } | { readonly accountId: number };

const idOf = async (deps: CommandDeps, invited: Invited): Promise<number> => {
  if ('username' in invited) {
    const found = await accountIdNamed(deps, invited.username);
    if (found !== undefined) return found;
  } else if ((await deps.log.load(account, invited.accountId)).state.status === 'active') {
    return invited.accountId;
  }
  throw new DomainError('not_found', 'There is no such user.');
};

/** Lets another person edit the project. Throws `forbidden`, `not_found`, `collaborator_limit_exceeded`. */
export const addCollaborator = async (
  deps: CommandDeps,
  caller: Caller,
  { target, invited }: { target: ProjectTarget; invited: Invited },
): Promise<Outcome<Project>> => {
  const done = await carriedOut(deps, caller, target.projectId);
  if (done) return done;
  const by = personOf(caller);
  const { state } = await deps.log.load(project, target.projectId);
  requireOwner(state, by);
  const collaboratorId = await idOf(deps, invited);
  const owner = (await deps.log.load(account, state.ownerId)).state;
  const limit = PLANS[owner.plan].maxCollaboratorsPerProject;
  const command = { type: 'AddCollaborator', collaboratorId, limit, by, at: caller.at } as const;
  return executeOnProject(deps, caller, { target, command });
};
