import { usernamesOf } from '#commands/accounts/usernames.js';
import type { Caller } from '#commands/caller.js';
import type { CommandDeps } from '#commands/command-deps.js';
import { readDesign } from '#commands/designs/read-design.js';
import type { DetailsChanges, ProjectDetails } from '#domain/project/events.js';
import { project, type Project } from '#domain/project/index.js';
import type { Outcome } from '#commands/outcome.js';
import type { Db } from '#platform/postgres/db.js';
import { presentProject, projectViewOf } from '../present/project.js';
import type { Reply } from '../route.js';

/** What the project routes work with: commands, and the database of the read models. */
export interface ProjectDeps extends CommandDeps {
  readonly db: Db;
}

interface DetailsBody {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly project_type?: ProjectDetails['projectType'] | undefined;
  readonly canvas_width?: number | undefined;
  readonly canvas_height?: number | undefined;
  readonly canvas_background?: string | undefined;
  readonly ai_prompt?: string | undefined;
  readonly color_palette?: string[] | undefined;
  readonly suggested_fonts?: string[] | undefined;
  readonly is_public?: boolean | undefined;
}

const fieldsOf = (body: DetailsBody) => ({
  name: body.name,
  description: body.description,
  projectType: body.project_type,
  canvasWidth: body.canvas_width,
  canvasHeight: body.canvas_height,
  canvasBackground: body.canvas_background,
  aiPrompt: body.ai_prompt,
  colorPalette: body.color_palette,
  suggestedFonts: body.suggested_fonts,
  isPublic: body.is_public,
});

/** The details a body sets, without those it does not mention. */
export const changesOf = (body: DetailsBody): DetailsChanges =>
  Object.fromEntries(Object.entries(fieldsOf(body)).filter(([, value]) => value !== undefined));

/** Details of a new project: what the body does not mention gets its default. */
export const newDetails = (body: DetailsBody): ProjectDetails => ({
  ...project.initial.details,
  ...(changesOf(body) as Partial<ProjectDetails>),
});

interface Answer {
  readonly outcome: Outcome<Project>;
  readonly status: 200 | 201;
  /** Fields the answer has beside the project. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** Answers a command with the project as the command left it: read from the log, whatever the read models show. */
export const replyWithProject = async (deps: ProjectDeps, caller: Caller, answer: Answer): Promise<Reply> => {
  const { state, revision, position } = answer.outcome;
  const [nameOf, design] = await Promise.all([
    usernamesOf(deps, [state.ownerId, ...state.collaborators]),
    readDesign(deps, state.ownerId, state.design),
  ]);
  const body = {
    ...presentProject(projectViewOf(state, nameOf), caller.accountId ?? 0, design),
    ...answer.extra,
  };
  return { status: answer.status, body, revision, position };
};
