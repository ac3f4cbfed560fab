import type { JsonObject } from '#domain/kit/json.js';
import { requireEditor } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/event-log.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { storeDesign } from '../designs/store-design.js';
import { carriedOut, executeOnProject, personOf, type ProjectTarget } from './change-project.js';

export interface DesignToSave {
  readonly target: ProjectTarget;
  readonly design: JsonObject;
  /** Whether the design it replaces is kept as a version. */
  readonly createVersion: boolean;
}

/** Makes the design current. An unchanged one makes no event and no blob. Throws `not_found`, `forbidden`. */
export const saveDesign = async (
  deps: CommandDeps,
  caller: Caller,
  { target, design, createVersion }: DesignToSave,
): Promise<Outcome<Project>> => {
  const done = await carriedOut(deps, caller, target.projectId);
  if (done) return done;
  const by = personOf(caller);
  const { state } = await deps.log.load(project, target.projectId);
  requireEditor(state, by);
  const ref = await storeDesign(deps, { owner: state.ownerId, design, previous: state.design });
  const command = { type: 'SaveDesign', design: ref, createVersion, by, at: caller.at } as const;
  return executeOnProject(deps, caller, { target, command });
};
