import { z } from 'zod';
import { GENERATION_KINDS } from '#domain/generation/events.js';
import { count, id, instant, jsonObject } from './common.js';

const texts = z.array(z.string());

export const acceptedTask = z
  .strictObject({
    task_id: z.string(),
    id,
    status: z.literal('processing'),
    /** Seconds. */
    estimated_time: count,
    status_url: z.string(),
  })
  .meta({ id: 'AcceptedTask' });

/** The object of api-contract §6.3. `result` is null until it is completed, and in lists. */
export const aiTask = z
  .strictObject({
    task_id: z.string(),
    id,
    user: id,
    user_name: z.string(),
    project: id.nullable(),
    request_type: z.enum(GENERATION_KINDS),
    status: z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled']),
    progress: z.int().min(0).max(100),
    stage: z.string(),
    prompt: z.string(),
    parameters: jsonObject,
    result: jsonObject.nullable(),
    error_message: z.string(),
    error_type: z.string().nullable(),
    model_used: z.string(),
    tokens_used: count.nullable(),
    /** US dollars. */
    estimated_cost: z.number().min(0).nullable(),
    created_at: instant,
    completed_at: instant.nullable(),
  })
  .meta({ id: 'AiTask' });

export const aiTaskPage = z
  .strictObject({
    count,
    next: z.string().nullable(),
    previous: z.string().nullable(),
    results: z.array(aiTask),
  })
  .meta({ id: 'AiTaskPage' });

/** A layout or a logo (a logo has variations): as components, and as what the editor saves. */
export const designMade = z
  .strictObject({
    task_id: z.string(),
    components: z.array(jsonObject),
    design_data: jsonObject,
    palette: texts,
    fonts: texts,
    background: z.string(),
    alternatives: z.array(jsonObject),
    preview_url: z.string().nullable(),
    variations: z.array(jsonObject).optional(),
  })
  .meta({ id: 'DesignMade' });

export const paletteMade = z.strictObject({ task_id: z.string(), colors: texts }).meta({ id: 'PaletteMade' });

export const fontsMade = z
  .strictObject({ task_id: z.string(), fonts: texts, pairings: z.array(jsonObject) })
  .meta({ id: 'FontsMade' });

export const imageMade = z
  .strictObject({ task_id: z.string(), image_url: z.string() })
  .meta({ id: 'ImageMade' });

/** The new design, in the structure of the one that was sent. */
export const designRefined = jsonObject.meta({ id: 'DesignRefined' });
