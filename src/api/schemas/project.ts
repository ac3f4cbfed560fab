import { z } from 'zod';
import { PROJECT_TYPES } from '#domain/project/events.js';
import { count, id, instant, jsonObject } from './common.js';

const name = z.string().trim().min(1).max(255);
const side = z.int().min(1).max(100_000);

/** Fields a person sets. Unknown fields are ignored and never stored (decisions.md §4). */
const details = {
  description: z.string().max(5_000),
  canvas_width: side,
  canvas_height: side,
  canvas_background: z.string().max(50),
  ai_prompt: z.string().max(2_000),
  color_palette: z.array(z.string().max(50)).max(100),
  suggested_fonts: z.array(z.string().max(100)).max(100),
  is_public: z.boolean(),
};

export const newProject = z
  .object({
    name,
    project_type: z.enum(PROJECT_TYPES),
    ...z.object(details).partial().shape,
    design_data: jsonObject.optional(),
  })
  .meta({ id: 'NewProject' });

export const projectChanges = z
  .object({ name, project_type: z.enum(PROJECT_TYPES), ...details })
  .partial()
  .meta({ id: 'ProjectChanges' });

export const designToSave = z
  .object({ design_data: jsonObject, create_version: z.boolean().default(true) })
  .meta({ id: 'DesignToSave' });

export const restoredVersion = z.object({ version_number: z.int().min(1) }).meta({ id: 'VersionToRestore' });

export const newCollaborator = z
  .object({ username: z.string().min(1).max(254).optional(), user_id: id.optional() })
  .refine((body) => body.username !== undefined || body.user_id !== undefined, {
    error: 'username or user_id is needed.',
    path: ['username'],
  })
  .meta({ id: 'NewCollaborator' });

/** The project object of api-contract §5.1. */
export const projectBody = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string(),
    project_type: z.enum(PROJECT_TYPES),
    canvas_width: count,
    canvas_height: count,
    canvas_background: z.string(),
    design_data: jsonObject,
    ai_prompt: z.string(),
    color_palette: z.array(z.string()),
    suggested_fonts: z.array(z.string()),
    created_at: instant,
    updated_at: instant,
    is_public: z.boolean(),
    is_archived: z.boolean(),
    is_owner: z.boolean(),
    thumbnail: z.string().nullable(),
    version: count,
    user: id,
    user_name: z.string(),
    collaborators: z.array(id),
    collaborator_names: z.array(z.string()),
    components: z.array(jsonObject),
  })
  .meta({ id: 'Project' });

export const savedProject = projectBody
  .extend({ version_created: z.int().min(1).optional() })
  .meta({ id: 'SavedProject' });

export const versionBody = z
  .strictObject({
    id,
    project: id,
    version_number: z.int().min(1),
    design_data: jsonObject,
    created_at: instant,
    created_by: id,
    created_by_name: z.string(),
  })
  .meta({ id: 'ProjectVersion' });

export const projectPage = z
  .strictObject({
    count,
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(projectBody),
  })
  .meta({ id: 'ProjectPage' });
