// What the bodies of the AI routes ask for, in the words of the command.
import type { z } from 'zod';
import type { NewGeneration } from '#commands/generations/request-generation.js';
import type { Brief, GenerationKind } from '#domain/generation/events.js';
import type { JsonObject } from '#domain/kit/json.js';
import { pickFields } from '#domain/kit/pick-fields.js';
import { AppError } from '#platform/app-error.js';
import type * as schemas from './schemas/ai.js';

type Body<S extends z.ZodType> = Readonly<z.output<S>>;
type Canvas = Brief['canvas'];

const WHOLE_SCREEN: Canvas = { width: 1920, height: 1080 };

/** `#abc` and `#AABBCC` as `#AABBCC`. */
const fullColor = (color: string): string => {
  const digits = color.slice(1).toUpperCase();
  return `#${digits.length === 3 ? digits.replace(/./g, '$&$&') : digits}`;
};

const colorsOf = (colors: readonly string[] | undefined): string[] | undefined =>
  colors === undefined || colors.length === 0 ? undefined : colors.map(fullColor);

const orNothing = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** Without what was not said: an absent field is left to the model. */
const briefOf = (brief: { readonly [F in keyof Brief]: Brief[F] | undefined }): Brief => pickFields(brief);

interface Asked {
  readonly kind: GenerationKind;
  readonly prompt: string;
  readonly brief: Brief;
  readonly source?: JsonObject | null;
  readonly projectId?: number | null | undefined;
  readonly notify?: boolean;
}

const wanted = ({ projectId, source, notify, ...asked }: Asked): NewGeneration => ({
  ...asked,
  projectId: projectId ?? null,
  source: source ?? null,
  notify: notify ?? false,
});

export const layoutOf = (body: Body<typeof schemas.layoutWanted>): NewGeneration =>
  wanted({
    kind: 'layout',
    prompt: body.prompt,
    projectId: body.project_id,
    brief: briefOf({
      style: orNothing(body.style),
      industry: orNothing(body.industry),
      design_type: body.design_type,
      canvas: {
        width: body.canvas_width ?? WHOLE_SCREEN.width,
        height: body.canvas_height ?? WHOLE_SCREEN.height,
      },
      colors: colorsOf(body.color_scheme),
      placement: body.placement_strategy,
    }),
  });

export const logoOf = (body: Body<typeof schemas.logoWanted>): NewGeneration =>
  wanted({
    kind: 'logo',
    prompt: body.company_name,
    projectId: body.project_id,
    brief: briefOf({
      style: body.style,
      industry: orNothing(body.industry),
      design_type: 'logo',
      colors: colorsOf(body.colors),
    }),
  });

export const paletteOf = ({ theme }: Body<typeof schemas.paletteWanted>): NewGeneration =>
  wanted({ kind: 'color_palette', prompt: theme, brief: {} });

export const fontsOf = (body: Body<typeof schemas.fontsWanted>): NewGeneration => {
  const [style, purpose] = [orNothing(body.design_style), orNothing(body.purpose)];
  const prompt = [style, purpose].filter((word) => word !== undefined).join(', ');
  return wanted({ kind: 'font_suggestion', prompt, brief: briefOf({ style, purpose }) });
};

export const refinementOf = (body: Body<typeof schemas.refinementWanted>): NewGeneration =>
  wanted({
    kind: 'refinement',
    prompt: body.refinement_instruction,
    projectId: body.project_id,
    brief: {},
    source: body.current_design as JsonObject,
  });

export const imageOf = (body: Body<typeof schemas.imageWanted>): NewGeneration =>
  wanted({
    kind: 'image',
    prompt: body.prompt,
    projectId: body.project_id,
    brief: { size: body.size, style: body.style },
  });

type Options = NonNullable<Body<typeof schemas.generationWanted>['parameters']>;

const canvasOf = ({ canvas_size: size, canvas_width: width, canvas_height: height }: Options): Canvas => {
  if (typeof size === 'object') return size;
  const [wide, high] = (size ?? '').split('x').map(Number);
  if (wide && high) return { width: wide, height: high };
  if (width === undefined && height === undefined) return undefined;
  return { width: width ?? WHOLE_SCREEN.width, height: height ?? WHOLE_SCREEN.height };
};

const required = (attr: string, detail: string): AppError =>
  new AppError('validation_error', detail, { problems: [{ code: 'required', detail, attr }] });

/** The one route for every kind: options stand in the body or in its `parameters`. */
export const generationOf = (body: Body<typeof schemas.generationWanted>): NewGeneration => {
  const { prompt, type, request_type: requestType, project_id: projectId, parameters, ...beside } = body;
  const kind = type ?? requestType ?? 'layout';
  const options: Options = { ...parameters, ...pickFields(beside) };
  if (kind === 'refinement' && options.current_design === undefined) {
    throw required('current_design', 'A refinement needs the current_design.');
  }
  const brief = briefOf({
    style: orNothing(options.style),
    industry: orNothing(options.industry),
    purpose: orNothing(options.purpose),
    design_type: options.design_type,
    canvas: canvasOf(options) ?? (kind === 'layout' ? WHOLE_SCREEN : undefined),
    colors: colorsOf(options.color_scheme ?? options.colors),
    placement: options.placement_strategy,
    size: options.size,
  });
  const source = kind === 'refinement' ? (options.current_design as JsonObject) : null;
  return wanted({ kind, prompt, brief, projectId, source, notify: true });
};
