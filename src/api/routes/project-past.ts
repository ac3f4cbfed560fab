import { z } from 'zod';
import { usernamesOf } from '#commands/accounts/usernames.js';
import { personOf, type Caller } from '#commands/caller.js';
import { readDesign } from '#commands/designs/read-design.js';
import { pastProject, requirePast, type Moment } from '#commands/projects/past-project.js';
import { AppError } from '#platform/app-error.js';
import { presentProject, projectViewOf } from '../present/project.js';
import type { Reply } from '../route.js';
import { moment } from '#platform/moment-text.js';
import type { ProjectDeps } from './project-reply.js';

/** Which state of a project: that of now when neither is there. */
export const pastQuery = z.object({
  at: moment.meta({ description: 'As it was at this instant' }).optional(),
  revision: z
    .string()
    .regex(/^\d{1,15}$/, { error: 'Needs a whole number, as the ETag of an answer says it.' })
    .meta({ type: 'integer', minimum: 0, description: 'As it was at this revision (its ETag then)' })
    .optional(),
});

/** The moment asked for. Throws `validation_error`, `in_the_future`. */
export const momentOf = ({ at, revision }: z.output<typeof pastQuery>, now: string): Moment | undefined => {
  if (at !== undefined && revision !== undefined)
    throw new AppError('validation_error', 'Ask for `at` or for `revision`, not for both.');
  if (revision !== undefined) return { revision: Number(revision) };
  if (at === undefined) return undefined;
  const asked = { at: new Date(at).toISOString() };
  requirePast(asked, now);
  return asked;
};

/** A project as it was, with its design of then and the names people have now. */
export const replyWithPast = async (
  deps: ProjectDeps,
  caller: Caller,
  asked: { readonly id: number; readonly moment: Moment },
): Promise<Reply> => {
  const actor = personOf(caller);
  const { state, revision } = await pastProject(deps, { ...asked, actor });
  const [nameOf, design] = await Promise.all([
    usernamesOf(deps, [state.ownerId, ...state.collaborators]),
    readDesign(deps, state.ownerId, state.design),
  ]);
  return { status: 200, body: presentProject(projectViewOf(state, nameOf), actor, design), revision };
};
