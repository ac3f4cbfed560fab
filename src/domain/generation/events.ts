import { z } from 'zod';
import { designRef } from '../design/reference.js';
import { defineEvent, type EventsOf } from '../kit/event.js';
import { personal } from '../kit/personal.js';
import { instant, integerId, month } from '../kit/values.js';

export const GENERATION_KINDS = [
  'layout',
  'logo',
  'color_palette',
  'font_suggestion',
  'refinement',
  'image',
] as const;
export type GenerationKind = (typeof GENERATION_KINDS)[number];

export const DESIGN_TYPES = ['graphic', 'ui_ux', 'logo'] as const;
export const PLACEMENTS = ['grid', 'centered', 'layered', 'flow', 'symmetrical'] as const;
export const IMAGE_SIZES = ['1024x1024', '1792x1024', '1024x1792'] as const;
export const STAGES = ['asking', 'checking', 'storing'] as const;
export const FAILURE_REASONS = [
  'provider_unavailable',
  'provider_refused',
  'content_blocked',
  'invalid_answer',
  'timed_out',
  'expired',
  'given_up',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What was asked for besides the prompt, in the words the model is asked with. Absent: the model decides. */
const brief = z
  .strictObject({
    style: z.string(),
    design_type: z.enum(DESIGN_TYPES),
    industry: z.string(),
    canvas: z.strictObject({ width: z.int().positive(), height: z.int().positive() }),
    /** `#RRGGBB`. */
    colors: z.array(z.string()),
    placement: z.enum(PLACEMENTS),
    purpose: z.string(),
    size: z.enum(IMAGE_SIZES),
  })
  .partial();
export type Brief = Readonly<z.infer<typeof brief>>;

const about = { generationId: integerId, accountId: integerId };
const kind = z.enum(GENERATION_KINDS);
const amount = z.int().nonnegative();
const attempt = z.int().positive();

/** What the provider was used for. Money in millionths of a US dollar. */
const usage = { tokensIn: amount, tokensOut: amount, costMicroUsd: amount, durationMs: amount };

export const generationEvents = {
  GenerationRequested: defineEvent(
    'GenerationRequested',
    z.strictObject({
      ...about,
      projectId: integerId.nullable(),
      kind,
      prompt: personal(z.string()),
      brief: personal(brief),
      /** The design to refine, under the account; null for every other kind. */
      source: designRef.nullable(),
      /** Whose quota it counts in: the UTC month of `at`. */
      month,
      /** Whether a mail says when it is ready. */
      notify: z.boolean(),
      seed: z.int().nonnegative(),
      at: instant,
    }),
  ),
  /** Of several attempts only the last one started may report: a result of another is refused. */
  GenerationStarted: defineEvent('GenerationStarted', z.strictObject({ ...about, attempt, at: instant })),
  GenerationProgressed: defineEvent(
    'GenerationProgressed',
    z.strictObject({
      ...about,
      attempt,
      percent: z.int().min(0).max(100),
      stage: z.enum(STAGES),
      at: instant,
    }),
  ),
  GenerationCompleted: defineEvent(
    'GenerationCompleted',
    z.strictObject({
      ...about,
      projectId: integerId.nullable(),
      kind,
      attempt,
      /** A JSON document, stored as designs are, under the account. */
      result: designRef,
      model: z.string(),
      ...usage,
      /** True when the provider did not count tokens and ours are estimates. */
      estimated: z.boolean(),
      /** True when the first answer was no use and the second one was. */
      repaired: z.boolean(),
      notify: z.boolean(),
      requestedAt: instant,
      month,
      at: instant,
    }),
  ),
  GenerationFailed: defineEvent(
    'GenerationFailed',
    z.strictObject({
      ...about,
      projectId: integerId.nullable(),
      kind,
      /** 0: it was never started. */
      attempt: amount,
      reason: z.enum(FAILURE_REASONS),
      /** null: no model answered. */
      model: z.string().nullable(),
      ...usage,
      month,
      at: instant,
    }),
  ),
  /** One that was running had its price: its request counts. */
  GenerationCancelled: defineEvent(
    'GenerationCancelled',
    z.strictObject({ ...about, kind, month, wasRunning: z.boolean(), at: instant }),
  ),
  /** The fence of a request that was given up: the stream can no longer become a generation. */
  GenerationAbandoned: defineEvent('GenerationAbandoned', z.strictObject({ ...about, month, at: instant })),
};

export type GenerationEvent = EventsOf<typeof generationEvents>;
