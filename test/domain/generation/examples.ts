import type { GenerationCommand, GenerationEvent } from '#domain/generation/index.js';
import { at, designOf } from '#test/support/examples.js';

type EventData<T extends GenerationEvent['type']> = Extract<GenerationEvent, { type: T }>['data'];

export const GENERATION = 900;
export const PERSON = 7;

const about = (minutes: number) => ({ generationId: GENERATION, accountId: PERSON, at: at(minutes) });
const MONTH = '2026-02';

const request: EventData<'GenerationRequested'> = {
  ...about(0),
  projectId: 100,
  kind: 'layout',
  prompt: 'A poster for a summer fair',
  brief: { style: 'modern', canvas: { width: 1920, height: 1080 } },
  source: null,
  month: MONTH,
  notify: true,
  seed: 900,
};

export const requested = (data: Partial<EventData<'GenerationRequested'>> = {}): GenerationEvent => ({
  type: 'GenerationRequested',
  data: { ...request, ...data },
});
export const ask: GenerationCommand = { type: 'RequestGeneration', request };

export const started = (attempt: number): GenerationEvent => ({
  type: 'GenerationStarted',
  data: { ...about(attempt), attempt },
});
export const start = (attempt: number): GenerationCommand => ({
  type: 'StartGeneration',
  attempt,
  at: at(attempt),
});

export const progressed = (
  percent: number,
  { attempt = 1, stage = 'asking' }: { attempt?: number; stage?: 'asking' | 'checking' } = {},
): GenerationEvent => ({
  type: 'GenerationProgressed',
  data: { ...about(5), attempt, percent, stage },
});
export const report = (
  percent: number,
  { attempt = 1, stage = 'asking' }: { attempt?: number; stage?: 'asking' | 'checking' } = {},
): GenerationCommand => ({ type: 'ReportProgress', attempt, percent, stage, at: at(5) });

const outcome = {
  model: 'local-layout-1',
  tokensIn: 500,
  tokensOut: 2000,
  costMicroUsd: 65_000,
  durationMs: 1200,
  at: at(9),
};
const completion = { ...outcome, result: designOf('d'), estimated: false, repaired: false };

export const complete = (attempt: number): GenerationCommand => ({
  type: 'CompleteGeneration',
  attempt,
  ...completion,
});
export const completed = (attempt: number): GenerationEvent => ({
  type: 'GenerationCompleted',
  data: {
    ...about(9),
    projectId: 100,
    kind: 'layout',
    attempt,
    ...completion,
    notify: true,
    requestedAt: at(0),
    month: MONTH,
  },
});

export const fail = (attempt: number): GenerationCommand => ({
  type: 'FailGeneration',
  attempt,
  reason: 'timed_out',
  ...outcome,
});
export const failed = (attempt: number): GenerationEvent => ({
  type: 'GenerationFailed',
  data: {
    ...about(9),
    projectId: 100,
    kind: 'layout',
    attempt,
    reason: 'timed_out',
    ...outcome,
    month: MONTH,
  },
});

export const cancel = (by = PERSON): GenerationCommand => ({ type: 'CancelGeneration', by, at: at(7) });
export const cancelled = (wasRunning: boolean): GenerationEvent => ({
  type: 'GenerationCancelled',
  data: { ...about(7), kind: 'layout', month: MONTH, wasRunning },
});

export const abandon: GenerationCommand = { type: 'AbandonGeneration', ...about(8), month: MONTH };
export const abandoned: GenerationEvent = {
  type: 'GenerationAbandoned',
  data: { ...about(8), month: MONTH },
};
