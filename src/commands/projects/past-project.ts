import { isMember, requireReader } from '#domain/project/access.js';
import { project, type Project } from '#domain/project/index.js';
import { fold } from '#domain/kit/decider.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { ProjectEvent } from '#domain/project/events.js';
import { eventsUpTo, type Moment } from '#eventlog/moment.js';
import type { CommandDeps } from '../command-deps.js';

export { requirePast, type Moment } from '#eventlog/moment.js';

export interface PastProject {
  readonly state: Project;
  /** Of the last event it reflects. */
  readonly revision: number;
}

interface Asked {
  readonly id: number;
  readonly actor: number;
  readonly moment: Moment;
}

/**
 * A project as it was. Whoever may read it now may see it, and whoever does not work on it only what was
 * public then. Throws `not_found`, `before_creation`, `revision_not_found`.
 */
export const pastProject = async (
  { log }: Pick<CommandDeps, 'log'>,
  { id, actor, moment }: Asked,
): Promise<PastProject> => {
  const { state: now } = await log.load(project, id);
  requireReader(now, actor);
  const events = await eventsUpTo(log.read(`${project.category}-${id}`), moment);
  const state = fold(project, events.map(({ event }) => event) as readonly ProjectEvent[]);
  if (!isMember(now, actor)) requireReader(state, actor);
  const last = events.at(-1);
  if (!last) throw new DomainError('not_found', 'There is no such project.');
  return { state, revision: last.revision };
};
