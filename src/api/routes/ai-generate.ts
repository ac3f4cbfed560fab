import { z } from 'zod';
import type { NewGeneration } from '#commands/generations/request-generation.js';
import type { JsonObject } from '#domain/kit/json.js';
import * as wanted from '../ai-wanted.js';
import * as present from '../present/ai-result.js';
import { route, type Route } from '../route.js';
import * as body from '../schemas/ai.js';
import * as answer from '../schemas/ai-answers.js';
import { accepted, ask, askAndWait, type AiDeps } from './ai-reply.js';

const TAG = 'AI';
const SETTLES = ['ai_tasks', 'ai_usage'];

const PREFER = {
  name: 'Prefer',
  describes: '`respond-async`: answer 202 with the task at once, as `?async=1` does',
};
const asyncQuery = z.object({
  async: z
    .enum(['1', 'true', '0', 'false'])
    .optional()
    .meta({ description: '`1`: answer 202 with the task at once' }),
});

const generate = (deps: AiDeps): Route =>
  route({
    method: 'POST',
    paths: ['/ai/generate'],
    name: 'ai.generate',
    summary: 'Ask the AI for something of any kind; poll the task, or watch it. A mail says when it is ready',
    tag: TAG,
    policy: 'account',
    rate: 'ai',
    body: body.generationWanted,
    responses: { 202: answer.acceptedTask },
    settles: SETTLES,
    handle: async (request) => {
      const outcome = await ask(deps, request, wanted.generationOf(request.body));
      return accepted(outcome, request.origin);
    },
  });

interface Synchronous<B extends z.ZodType> {
  readonly path: string;
  readonly name: string;
  readonly summary: string;
  readonly body: B;
  readonly answer: z.ZodType;
  readonly wanted: (body: z.output<B>) => NewGeneration;
  readonly show: (body: z.output<B>) => present.Shown;
}

/** A route that waits for its result. */
const waiting = <B extends z.ZodType>(deps: AiDeps, spec: Synchronous<B>): Route =>
  route({
    method: 'POST',
    paths: [`/ai/${spec.path}`],
    name: spec.name,
    summary: `${spec.summary}; 202 with the task when it takes too long`,
    tag: TAG,
    policy: 'account',
    rate: 'ai',
    query: asyncQuery,
    headers: [PREFER],
    body: spec.body,
    responses: { 200: spec.answer, 202: answer.acceptedTask },
    waits: true,
    settles: SETTLES,
    handle: (request) => {
      const asked = request.body as z.output<B>;
      return askAndWait(deps, request, { wanted: spec.wanted(asked), show: spec.show(asked) });
    },
  });

const layout = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'generate-layout',
    name: 'ai.layout',
    summary: 'Have a layout made from a description',
    body: body.layoutWanted,
    answer: answer.designMade,
    wanted: wanted.layoutOf,
    show: () => present.showDesign,
  });

const logo = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'generate-logo',
    name: 'ai.logo',
    summary: 'Have a logo made, with variations',
    body: body.logoWanted,
    answer: answer.designMade,
    wanted: wanted.logoOf,
    show: () => present.showDesign,
  });

const palette = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'generate-color-palette',
    name: 'ai.palette',
    summary: 'Have five colours chosen for a theme',
    body: body.paletteWanted,
    answer: answer.paletteMade,
    wanted: wanted.paletteOf,
    show: () => present.showPalette,
  });

const fonts = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'suggest-fonts',
    name: 'ai.fonts',
    summary: 'Have fonts suggested',
    body: body.fontsWanted,
    answer: answer.fontsMade,
    wanted: wanted.fontsOf,
    show: () => present.showFonts,
  });

const refinement = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'refine-design',
    name: 'ai.refine',
    summary: 'Have a design changed as described',
    body: body.refinementWanted,
    answer: answer.designRefined,
    wanted: wanted.refinementOf,
    show: (asked) => present.showRefined(asked.current_design as JsonObject),
  });

const image = (deps: AiDeps): Route =>
  waiting(deps, {
    path: 'generate-image',
    name: 'ai.image',
    summary: 'Have an image made from a description',
    body: body.imageWanted,
    answer: answer.imageMade,
    wanted: wanted.imageOf,
    show: () => present.showImage,
  });

/** Routes of api-contract §6.2 that ask the AI for something. */
export const aiGenerateRoutes = (deps: AiDeps): readonly Route[] => [
  generate(deps),
  layout(deps),
  logo(deps),
  palette(deps),
  fonts(deps),
  refinement(deps),
  image(deps),
];
