import { DomainError } from '../kit/domain-error.js';
import type { GenerationEvent } from './events.js';
import type { Generation } from './state.js';

type Data<T extends GenerationEvent['type']> = Extract<GenerationEvent, { type: T }>['data'];

type Usage = 'tokensIn' | 'tokensOut' | 'costMicroUsd' | 'durationMs' | 'at';

export type GenerationCommand =
  | { readonly type: 'RequestGeneration'; readonly request: Data<'GenerationRequested'> }
  /** Attempts are numbered by whoever hands them out; a number that was used is refused. */
  | { readonly type: 'StartGeneration'; readonly attempt: number; readonly at: string }
  | ({ readonly type: 'ReportProgress' } & Pick<
      Data<'GenerationProgressed'>,
      'attempt' | 'percent' | 'stage' | 'at'
    >)
  | ({ readonly type: 'CompleteGeneration' } & Pick<
      Data<'GenerationCompleted'>,
      'attempt' | 'result' | 'model' | 'estimated' | 'repaired' | Usage
    >)
  | ({ readonly type: 'FailGeneration' } & Pick<
      Data<'GenerationFailed'>,
      'attempt' | 'reason' | 'model' | Usage
    >)
  | { readonly type: 'CancelGeneration'; readonly by: number; readonly at: string }
  | ({ readonly type: 'AbandonGeneration' } & Data<'GenerationAbandoned'>);

type Command<T extends GenerationCommand['type']> = Extract<GenerationCommand, { type: T }>;

const about = ({ id, accountId }: Generation) => ({ generationId: id, accountId });

const requireRequested = ({ status }: Generation): void => {
  if (status === 'none' || status === 'abandoned') {
    throw new DomainError('not_found', 'There is no such task.');
  }
};

const requireGoingOn = (generation: Generation): void => {
  requireRequested(generation);
  if (generation.status === 'pending' || generation.status === 'processing') return;
  throw new DomainError('generation_ended', `This task is ${generation.status} already.`, {
    status: generation.status,
  });
};

const stale = (attempt: number): DomainError =>
  new DomainError('stale_attempt', `Attempt ${attempt} is not the current one.`);

/** Only the attempt that was started last may report. Throws `not_found`, `generation_ended`, `stale_attempt`. */
export const requireCurrent = (generation: Generation, attempt: number): void => {
  requireGoingOn(generation);
  if (generation.status !== 'processing' || generation.attempt !== attempt) throw stale(attempt);
};

const request = (generation: Generation, data: Data<'GenerationRequested'>): readonly GenerationEvent[] => {
  if (generation.status !== 'none') throw new DomainError('already_exists', 'This task exists already.');
  return [{ type: 'GenerationRequested', data }];
};

const start = (
  generation: Generation,
  { attempt, at }: Command<'StartGeneration'>,
): readonly GenerationEvent[] => {
  requireGoingOn(generation);
  if (attempt <= generation.attempt) throw stale(attempt);
  return [{ type: 'GenerationStarted', data: { ...about(generation), attempt, at } }];
};

const report = (
  generation: Generation,
  { attempt, percent, stage, at }: Command<'ReportProgress'>,
): readonly GenerationEvent[] => {
  requireCurrent(generation, attempt);
  if (percent < generation.percent) return [];
  if (percent === generation.percent && stage === generation.stage) return [];
  return [{ type: 'GenerationProgressed', data: { ...about(generation), attempt, percent, stage, at } }];
};

const complete = (
  generation: Generation,
  { type: _type, ...outcome }: Command<'CompleteGeneration'>,
): readonly GenerationEvent[] => {
  requireCurrent(generation, outcome.attempt);
  const { projectId, kind, notify, requestedAt, month } = generation;
  const data = { ...about(generation), ...outcome, projectId, kind, notify, requestedAt, month };
  return [{ type: 'GenerationCompleted', data }];
};

/** Also for an attempt that never came to start: then nobody else has begun a later one. */
const fail = (
  generation: Generation,
  { type: _type, ...outcome }: Command<'FailGeneration'>,
): readonly GenerationEvent[] => {
  requireGoingOn(generation);
  if (outcome.attempt < generation.attempt) throw stale(outcome.attempt);
  const { projectId, kind, month } = generation;
  const attempt = generation.attempt === 0 ? 0 : outcome.attempt;
  return [
    { type: 'GenerationFailed', data: { ...about(generation), ...outcome, attempt, projectId, kind, month } },
  ];
};

const cancel = (
  generation: Generation,
  { by, at }: Command<'CancelGeneration'>,
): readonly GenerationEvent[] => {
  requireRequested(generation);
  if (generation.accountId !== by) throw new DomainError('not_found', 'There is no such task.');
  if (generation.status === 'cancelled') return [];
  requireGoingOn(generation);
  const { kind, month, status } = generation;
  const data = { ...about(generation), kind, month, wasRunning: status === 'processing', at };
  return [{ type: 'GenerationCancelled', data }];
};

const abandon = (
  generation: Generation,
  { type: _type, ...data }: Command<'AbandonGeneration'>,
): readonly GenerationEvent[] => {
  if (generation.status === 'abandoned') return [];
  if (generation.status !== 'none') {
    throw new DomainError('target_exists', 'The task exists: its request stands.');
  }
  return [{ type: 'GenerationAbandoned', data }];
};

export const decide = (generation: Generation, command: GenerationCommand): readonly GenerationEvent[] => {
  switch (command.type) {
    case 'RequestGeneration':
      return request(generation, command.request);
    case 'StartGeneration':
      return start(generation, command);
    case 'ReportProgress':
      return report(generation, command);
    case 'CompleteGeneration':
      return complete(generation, command);
    case 'FailGeneration':
      return fail(generation, command);
    case 'CancelGeneration':
      return cancel(generation, command);
    case 'AbandonGeneration':
      return abandon(generation, command);
  }
};
