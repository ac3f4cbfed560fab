import fc from 'fast-check';
import { DESIGN_TYPES, FAILURE_REASONS, GENERATION_KINDS, STAGES } from '#domain/generation/events.js';
import type { GenerationCommand, GenerationEvent } from '#domain/generation/index.js';
import { generationId, month } from './arbitrary-ai-quota.js';
import * as arbitrary from './arbitrary-values.js';

const { accountId, command, design, event, instant, maybeDesign, personal, projectId, text } = arbitrary;

const about = { generationId, accountId, at: instant };
const kind = fc.constantFrom(...GENERATION_KINDS);
const amount = fc.integer({ min: 0, max: 3 });
const maybeProject = fc.option(projectId);
/** Few numbers, so that attempts meet. */
const attempt = fc.integer({ min: 1, max: 4 });
const percent = fc.constantFrom(0, 10, 50, 100);
const stage = fc.constantFrom(...STAGES);

const brief = fc.record(
  {
    style: text,
    design_type: fc.constantFrom(...DESIGN_TYPES),
    canvas: fc.record({ width: fc.constant(1920), height: fc.constant(1080) }),
    colors: fc.array(fc.constantFrom('#0EA5E9', '#111827'), { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
const request = fc.record({
  ...about,
  projectId: maybeProject,
  kind,
  prompt: personal(text),
  brief: personal(brief),
  source: maybeDesign,
  month,
  notify: fc.boolean(),
  seed: amount,
});
const usage = { tokensIn: amount, tokensOut: amount, costMicroUsd: amount, durationMs: amount };
const completion = {
  attempt,
  result: design,
  model: fc.constant('local-layout-1'),
  ...usage,
  estimated: fc.boolean(),
  repaired: fc.boolean(),
  at: instant,
};
const failure = {
  attempt: fc.integer({ min: 0, max: 4 }),
  reason: fc.constantFrom(...FAILURE_REASONS),
  model: fc.option(fc.constant('local-layout-1')),
  ...usage,
  at: instant,
};

const often = <T>(value: fc.Arbitrary<T>) => ({ weight: 3, arbitrary: value });

export const generationCommands: fc.Arbitrary<GenerationCommand> = fc.oneof(
  often(command('RequestGeneration', fc.record({ request }))),
  often(command('StartGeneration', fc.record({ attempt, at: instant }))),
  often(command('ReportProgress', fc.record({ attempt, percent, stage, at: instant }))),
  command('CompleteGeneration', fc.record(completion)),
  command('FailGeneration', fc.record(failure)),
  command('CancelGeneration', fc.record({ by: accountId, at: instant })),
  command('AbandonGeneration', fc.record({ ...about, month })),
);

export const generationEventsInAnyOrder: fc.Arbitrary<GenerationEvent> = fc.oneof(
  event('GenerationRequested', request),
  event('GenerationStarted', fc.record({ ...about, attempt })),
  event('GenerationProgressed', fc.record({ ...about, attempt, percent, stage })),
  event(
    'GenerationCompleted',
    fc.record({
      ...about,
      ...completion,
      projectId: maybeProject,
      kind,
      month,
      notify: fc.boolean(),
      requestedAt: instant,
    }),
  ),
  event('GenerationFailed', fc.record({ ...about, ...failure, projectId: maybeProject, kind, month })),
  event('GenerationCancelled', fc.record({ ...about, kind, month, wasRunning: fc.boolean() })),
  event('GenerationAbandoned', fc.record({ ...about, month })),
);
