import { z } from 'zod';
import { DESIGN_TYPES, GENERATION_KINDS, IMAGE_SIZES, PLACEMENTS } from '#domain/generation/events.js';
import { id, jsonObject } from './common.js';

/** Below this there is no room for three sizes of type. */
const MIN_SIDE = 50;
const MAX_SIDE = 10_000;
const MAX_COLORS = 20;

const side = z.int().min(MIN_SIDE).max(MAX_SIDE);
const words = z.string().trim().max(200);
const prompt = (most: number) => z.string().trim().min(1).max(most);
const hex = z.string().regex(/^#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/, { error: 'A colour is #RRGGBB.' });
const colors = z.array(hex).max(MAX_COLORS);
const designToRefine = jsonObject
  .refine((design) => Object.keys(design).length > 0, { error: 'There is nothing to refine.' })
  .meta({ minProperties: 1 });

const designType = z.enum(DESIGN_TYPES);
const placement = z.enum(PLACEMENTS);

export const layoutWanted = z
  .object({
    prompt: prompt(2_000),
    design_type: designType.default('ui_ux'),
    style: words.optional(),
    industry: words.optional(),
    canvas_width: side.optional(),
    canvas_height: side.optional(),
    color_scheme: colors.optional(),
    placement_strategy: placement.optional(),
    project_id: id.nullish(),
  })
  .meta({ id: 'LayoutWanted' });

export const logoWanted = z
  .object({
    company_name: prompt(200),
    industry: words.optional(),
    style: words.default('modern'),
    colors: colors.optional(),
    project_id: id.nullish(),
  })
  .meta({ id: 'LogoWanted' });

export const paletteWanted = z.object({ theme: prompt(500) }).meta({ id: 'PaletteWanted' });

export const fontsWanted = z
  .object({ design_style: words.optional(), purpose: words.optional() })
  .refine((body) => `${body.design_style ?? ''}${body.purpose ?? ''}` !== '', {
    error: 'design_style or purpose is needed.',
    path: ['design_style'],
  })
  .meta({ id: 'FontsWanted' });

export const refinementWanted = z
  .object({
    current_design: designToRefine,
    refinement_instruction: prompt(1_000),
    project_id: id.nullish(),
  })
  .meta({ id: 'RefinementWanted' });

export const imageWanted = z
  .object({
    prompt: prompt(1_000),
    size: z.enum(IMAGE_SIZES).default('1024x1024'),
    style: z.enum(['vivid', 'natural']).default('vivid'),
    project_id: id.nullish(),
  })
  .meta({ id: 'ImageWanted' });

const SIZE = /^[1-9]\d{0,4}x[1-9]\d{0,4}$/;
const hasSides = (size: string): boolean =>
  size.split('x').every((one) => Number(one) >= MIN_SIDE && Number(one) <= MAX_SIDE);

/** `{width, height}`, or `1920x1080`. */
const canvasSize = z.union([
  z.object({ width: side, height: side }),
  z
    .string()
    .regex(SIZE, { error: 'A size is WIDTHxHEIGHT, such as 1920x1080.', abort: true })
    .refine(hasSides, { error: `Each side is ${MIN_SIDE} to ${MAX_SIDE} pixels.` }),
]);

const options = {
  design_type: designType,
  style: words,
  industry: words,
  purpose: words,
  canvas_size: canvasSize,
  canvas_width: side,
  canvas_height: side,
  color_scheme: colors,
  colors,
  placement_strategy: placement,
  size: z.enum(IMAGE_SIZES),
  current_design: designToRefine,
};

const kind = z.enum(GENERATION_KINDS);

/** Options may stand beside the prompt or in `parameters`; beside it they win. */
export const generationWanted = z
  .object({
    prompt: prompt(2_000),
    type: kind.optional(),
    request_type: kind.optional(),
    project_id: id.nullish(),
    parameters: z.object(options).partial().optional(),
    ...z.object(options).partial().shape,
  })
  .meta({ id: 'GenerationWanted' });
