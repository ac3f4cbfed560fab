import { hidePictures, type Hidden } from '#commands/designs/hide-pictures.js';
import { readDesign } from '#commands/designs/read-design.js';
import type { CommandDeps } from '#commands/command-deps.js';
import type { Canvas } from '#domain/design/components/component.js';
import type { Brief } from '#domain/generation/events.js';
import type { Generation } from '#domain/generation/index.js';
import type { JsonObject } from '#domain/kit/json.js';
import { isErased } from '#domain/kit/personal.js';
import { BlobMissing } from '#integrations/blobs/blob-store.js';

/** What the person asked for, readable. */
export interface Wish {
  readonly prompt: string;
  readonly brief: Brief;
}

/** Undefined when the person was erased: there is nobody left to make something for. */
export const wishOf = ({ prompt, brief }: Generation): Wish | undefined =>
  isErased(prompt) || isErased(brief) ? undefined : { prompt, brief };

/** Sizes where the person names none: that of a screen, and a square for what stands beside a name. */
const LAYOUT_CANVAS: Canvas = { width: 1920, height: 1080 };
const LOGO_CANVAS: Canvas = { width: 1024, height: 1024 };

/** Undefined where the design that is refined decides. */
export const canvasOf = ({ kind }: Generation, { brief }: Wish): Canvas | undefined => {
  if (brief.canvas) return brief.canvas;
  if (kind === 'layout') return LAYOUT_CANVAS;
  return kind === 'logo' ? LOGO_CANVAS : undefined;
};

/** The JSON object a model is asked with; its keys are the model's. */
export const briefOf = (generation: Generation, wish: Wish): object => {
  // The size of a picture is no word for a model that writes.
  const { size: _size, ...told } = wish.brief;
  const canvas = canvasOf(generation, wish);
  return { task: generation.kind, prompt: wish.prompt, ...told, ...(canvas ? { canvas } : {}) };
};

interface Source extends Hidden {
  readonly original: JsonObject;
}

/** The design to refine. Undefined when it is gone or too large for any model. */
export const sourceOf = async (
  deps: Pick<CommandDeps, 'blobs'>,
  { accountId, source }: Generation,
): Promise<Source | undefined> => {
  try {
    const original = await readDesign(deps, accountId, source);
    const hidden = hidePictures(original);
    return hidden && { ...hidden, original };
  } catch (error) {
    if (error instanceof BlobMissing) return undefined;
    throw error;
  }
};
