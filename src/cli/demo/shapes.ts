import { z } from 'zod';
import type { JsonObject } from '#domain/kit/json.js';

const id = z.int().positive();
const design = z.custom<JsonObject>((value) => typeof value === 'object' && value !== null);

/** Of every answer only what the story looks at. */
export const signedInShape = z.looseObject({
  access: z.string(),
  refresh: z.string(),
  user: z.looseObject({ id, username: z.string(), email: z.string() }),
});

export const tokensShape = z.looseObject({ access: z.string(), refresh: z.string() });

export const meShape = z.looseObject({
  id,
  username: z.string(),
  email: z.string(),
  subscription: z.looseObject({ tier: z.string(), projects_used: z.int(), projects_limit: z.int() }),
});

export const projectShape = z.looseObject({
  id,
  name: z.string(),
  version: z.int(),
  is_owner: z.boolean(),
  design_data: design,
  collaborator_names: z.array(z.string()),
  version_created: z.int().optional(),
});

export const projectsShape = z.array(projectShape);
export const projectPageShape = z.looseObject({ count: z.int(), results: z.array(projectShape) });

export const versionShape = z.looseObject({ version_number: z.int(), created_by_name: z.string() });
export const versionsShape = z.array(versionShape);

export const failureShape = z.looseObject({
  error: z.string(),
  code: z.string(),
  limit: z.int().optional(),
  used: z.int().optional(),
});

export const apiKeyShape = z.looseObject({ id: z.uuid(), key: z.string(), key_prefix: z.string() });

export const taskShape = z.looseObject({
  id,
  status: z.string(),
  model_used: z.string().nullish(),
  result: z
    .looseObject({ components: z.array(z.unknown()).optional(), design_data: design.optional() })
    .nullish(),
});

export const dashboardShape = z.looseObject({
  projects: z.strictObject({ total: z.int(), this_week: z.int(), this_month: z.int() }),
  ai_usage: z.looseObject({
    this_month: z.strictObject({ requests: z.int(), tokens: z.int(), cost: z.number() }),
  }),
  activity: z.looseObject({ this_week: z.int() }),
});
