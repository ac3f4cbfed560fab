import { reveal } from '#domain/kit/personal.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { ProjectDetails } from '#domain/project/events.js';
import type { Project } from '#domain/project/index.js';

/** A project as the log or the read model knows it, with the names of its people. */
export interface ProjectView {
  readonly id: number;
  readonly ownerId: number;
  readonly ownerName: string;
  readonly details: ProjectDetails;
  readonly version: number;
  readonly collaborators: readonly { readonly id: number; readonly name: string }[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** The view of a project's state; `nameOf` gives the username of an account. */
export const projectViewOf = (project: Project, nameOf: (accountId: number) => string): ProjectView => ({
  id: project.id,
  ownerId: project.ownerId,
  ownerName: nameOf(project.ownerId),
  details: project.details,
  version: project.version,
  collaborators: project.collaborators.map((id) => ({ id, name: nameOf(id) })),
  createdAt: project.createdAt,
  updatedAt: project.updatedAt,
});

/**
 * The project object of api-contract §5.1. Lists show `{}` for the design: only the editor's own call reads
 * it.
 */
export const presentProject = (project: ProjectView, viewerId: number, design: JsonObject) => ({
  id: project.id,
  name: reveal(project.details.name, ''),
  description: reveal(project.details.description, ''),
  project_type: project.details.projectType,
  canvas_width: project.details.canvasWidth,
  canvas_height: project.details.canvasHeight,
  canvas_background: project.details.canvasBackground,
  design_data: design,
  ai_prompt: reveal(project.details.aiPrompt, ''),
  color_palette: project.details.colorPalette,
  suggested_fonts: project.details.suggestedFonts,
  created_at: project.createdAt,
  updated_at: project.updatedAt,
  is_public: project.details.isPublic,
  is_archived: false,
  is_owner: project.ownerId === viewerId,
  thumbnail: null,
  version: project.version,
  user: project.ownerId,
  user_name: project.ownerName,
  collaborators: project.collaborators.map(({ id }) => id),
  collaborator_names: project.collaborators.map(({ name }) => name),
  components: [],
});
