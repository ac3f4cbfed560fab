import { requireReader } from '#domain/project/access.js';
import { project } from '#domain/project/index.js';
import type { CommandDeps } from '../command-deps.js';

/**
 * Throws `not_found` unless the person may read the project as the log has it at this moment: who was removed is
 * out at once, however far the read models are.
 */
export const requireReaderNow = async (
  { log }: Pick<CommandDeps, 'log'>,
  actor: number,
  projectId: number,
): Promise<void> => requireReader((await log.load(project, projectId)).state, actor);
