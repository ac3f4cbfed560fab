import type { JsonObject } from '#domain/kit/json.js';
import { requireEditor } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { AppError } from '#platform/app-error.js';
import { personOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { storeDesign } from '../designs/store-design.js';
import { carriedOut, executeOnProject, type ProjectTarget } from './change-project.js';

export interface DesignToSave {
  readonly target: ProjectTarget;
  readonly design: JsonObject;
  /** Whether the design it replaces is kept as a version. */
  readonly createVersion: boolean;
}

const MAX_ATTEMPTS = 20;

const isOutdated = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'precondition_failed';

/**
 * Undefined when the metadata it carried over from the design before may be another's by now: to be tried
 * again.
 */
const attempt = async (
  deps: CommandDeps,
  caller: Caller,
  { target, design, createVersion }: DesignToSave,
): Promise<Outcome<Project> | undefined> => {
  const by = personOf(caller);
  const { state, revision } = await deps.log.load(project, target.projectId);
  requireEditor(state, by);
  const ref = await storeDesign(deps, { owner: state.ownerId, design, previous: state.design });
  const command = { type: 'SaveDesign', design: ref, createVersion, by, at: caller.at } as const;
  const carriesOver = state.design?.hasMetadata === true && !('metadata' in design);
  if (!carriesOver || target.ifRevision !== undefined) {
    return executeOnProject(deps, caller, { target, command });
  }
  try {
    return await executeOnProject(deps, caller, { target: { ...target, ifRevision: revision }, command });
  } catch (error) {
    if (isOutdated(error)) return undefined;
    throw error;
  }
};

/** Makes the design current. An unchanged one makes no event and no blob. Throws `not_found`, `forbidden`. */
export const saveDesign = async (
  deps: CommandDeps,
  caller: Caller,
  wanted: DesignToSave,
): Promise<Outcome<Project>> => {
  const done = await carriedOut(deps, caller, wanted.target.projectId);
  if (done) return done;
  for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts += 1) {
    const outcome = await attempt(deps, caller, wanted);
    if (outcome) return outcome;
  }
  throw new AppError('conflict', 'Too many people save this design at once. Try again.');
};
