import { reveal } from '#domain/kit/personal.js';
import { requireReader } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { readDesign } from '../designs/read-design.js';
import { storeDesign } from '../designs/store-design.js';
import { createProject, type NewProject } from './create-project.js';

const copyOf = async (deps: CommandDeps, original: Project, ownerId: number): Promise<NewProject> => {
  const { details, design } = original;
  const ownDesign =
    original.ownerId === ownerId
      ? design
      : await storeDesign(deps, {
          owner: ownerId,
          design: await readDesign(deps, original.ownerId, design),
          previous: null,
        });
  const texts = {
    name: `${reveal(details.name, 'Untitled')} (copy)`,
    description: reveal(details.description, ''),
    aiPrompt: reveal(details.aiPrompt, ''),
  };
  return {
    ownerId,
    details: { ...details, ...texts, isPublic: false },
    design: ownDesign,
    copiedFrom: original.id,
  };
};

/** A private copy in the caller's own account. Throws `not_found`, `project_limit_exceeded`. */
export const duplicateProject = (
  deps: CommandDeps,
  caller: Caller,
  projectId: number,
): Promise<Outcome<Project>> =>
  createProject(deps, caller, async () => {
    const ownerId = personOf(caller);
    const { state } = await deps.log.load(project, projectId);
    requireReader(state, ownerId);
    return copyOf(deps, state, ownerId);
  });
