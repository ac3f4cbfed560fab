// Makes what a generation asks for: the result document, or the reason there is none. Failures of the model
// server are ModelErrors; what a failure leads to is the handler's affair.
import type { z } from 'zod';
import type { CommandDeps } from '#commands/command-deps.js';
import type { FailureReason } from '#domain/generation/events.js';
import type { Generation } from '#domain/generation/index.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { CallOptions } from '#integrations/model/model-client.js';
import { ANSWERS, type WrittenKind } from './answers/answer-schemas.js';
import { ask, type Asking } from './ask.js';
import { pictureUrl } from './pictures/picture-url.js';
import { briefOf, canvasOf, sourceOf, wishOf, type Wish } from './question.js';
import { designResult, logoResult, refinementResult } from './result.js';

export interface Making extends Asking {
  readonly deps: Pick<CommandDeps, 'blobs'>;
  readonly generation: Generation;
  readonly call: CallOptions;
  /** Called when the model has answered. */
  answered(): Promise<void>;
}

export type Made =
  { readonly result: JsonObject; readonly repaired: boolean } | { readonly reason: FailureReason };

const INVALID: Made = { reason: 'invalid_answer' };

/** The two ways OpenAI knows; other wishes are for the prompt. */
const IMAGE_STYLES = ['vivid', 'natural'];

const makeImage = async (making: Making, { prompt, brief }: Wish): Promise<Made> => {
  const { model, meter, call } = making;
  const style = IMAGE_STYLES.find((known) => known === brief.style);
  const base64 = await model.image({ ...call, prompt, size: brief.size ?? '1024x1024', style });
  // Pictures have a price, not a number of tokens.
  meter.add({ tokensIn: 0, tokensOut: 0 });
  await making.answered();
  const url = pictureUrl(base64);
  return url === undefined ? INVALID : { result: { image_url: url }, repaired: false };
};

/** Asks for JSON of a kind and turns the answer into the result. */
const write = async <T>(
  making: Making,
  question: { readonly kind: WrittenKind; readonly schema: z.ZodType<T>; readonly brief: object },
  resultOf: (answer: T) => JsonObject,
): Promise<Made> => {
  const asked = await ask(making, { ...question, seed: making.generation.seed, call: making.call });
  await making.answered();
  return asked ? { result: resultOf(asked.answer), repaired: asked.repaired } : INVALID;
};

const refine = async (making: Making, wish: Wish): Promise<Made> => {
  const { deps, generation } = making;
  const source = await sourceOf(deps, generation);
  if (!source) return { reason: 'provider_refused' };
  const { design, pictures, original } = source;
  const brief = { ...briefOf(generation, wish), current_design: design };
  const around = { canvas: canvasOf(generation, wish), pictures };
  return write(making, { kind: 'refinement', schema: ANSWERS.refinement, brief }, (answer) =>
    refinementResult(answer, around, original),
  );
};

/** Asks the model for what the generation is about. */
export const produce = async (making: Making): Promise<Made> => {
  const { generation } = making;
  const { kind } = generation;
  const wish = wishOf(generation);
  if (!wish) return { reason: 'given_up' };
  const brief = briefOf(generation, wish);
  const around = { canvas: canvasOf(generation, wish), pictures: [] };
  const asIs = (answer: JsonObject): JsonObject => answer;
  switch (kind) {
    case 'layout':
      return write(making, { kind, schema: ANSWERS.layout, brief }, (answer) => designResult(answer, around));
    case 'refinement':
      return refine(making, wish);
    case 'logo':
      return write(making, { kind, schema: ANSWERS.logo, brief }, (answer) => logoResult(answer, around));
    case 'color_palette':
      return write(making, { kind, schema: ANSWERS.color_palette, brief }, asIs);
    case 'font_suggestion':
      return write(making, { kind, schema: ANSWERS.font_suggestion, brief }, asIs);
    case 'image':
      return makeImage(making, wish);
  }
};
