// What a worker says about a generation. Every report names its attempt: one of an attempt that another has
// followed is refused with `stale_attempt`, one on a generation that has ended with `generation_ended`.
import { costOf } from '#domain/generation/costs.js';
import { requireCurrent } from '#domain/generation/decide.js';
import { generation, type Generation, type GenerationCommand } from '#domain/generation/index.js';
import type { JsonObject } from '#domain/kit/json.js';
import type { Outcome } from '#eventlog/execution.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { storeDesign } from '../designs/store-design.js';
import { reportOnGeneration, type Attempt } from './execute-on-generation.js';

type Command<T extends GenerationCommand['type']> = Extract<GenerationCommand, { type: T }>;
/** What the worker says; the rest the command knows. */
type Said<T extends GenerationCommand['type'], Known extends PropertyKey> = Attempt &
  Omit<Command<T>, 'type' | 'at' | Known>;

/** Begins an attempt. Its number must be higher than that of every attempt before. */
export const startGeneration = (
  deps: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { generationId, attempt }: Attempt,
): Promise<Outcome<Generation>> =>
  reportOnGeneration(deps, caller, {
    generationId,
    attempt,
    step: ['start'],
    command: { type: 'StartGeneration', attempt, at: caller.at },
  });

/** `percent` 0 to 100; less than before is no event. */
export const reportProgress = (
  deps: Pick<CommandDeps, 'log'>,
  caller: Caller,
  { generationId, ...progress }: Said<'ReportProgress', never>,
): Promise<Outcome<Generation>> =>
  reportOnGeneration(deps, caller, {
    generationId,
    attempt: progress.attempt,
    step: ['progress', progress.percent, progress.stage],
    command: { type: 'ReportProgress', ...progress, at: caller.at },
  });

/** Images in a result that is one. */
const imagesIn = (result: JsonObject): number => ('image_url' in result ? 1 : 0);

type Completion = Said<'CompleteGeneration', 'result' | 'costMicroUsd'> & {
  /** The document as the API will show it; its pictures become blobs of their own. */
  readonly result: JsonObject;
};

/** Stores the result under the account and ends the generation. Nothing is stored for a stale attempt. */
export const completeGeneration = async (
  deps: CommandDeps,
  caller: Caller,
  { generationId, result, ...outcome }: Completion,
): Promise<Outcome<Generation>> => {
  const { attempt } = outcome;
  const { state } = await deps.log.load(generation, generationId);
  if (state.status !== 'completed') requireCurrent(state, attempt);
  const stored = await storeDesign(deps, { owner: state.accountId, design: result, previous: null });
  if (stored === null) throw new TypeError('The result of a generation cannot be empty.');
  const costMicroUsd = costOf({ kind: state.kind, images: imagesIn(result), ...outcome });
  const command = {
    type: 'CompleteGeneration',
    ...outcome,
    result: stored,
    costMicroUsd,
    at: caller.at,
  } as const;
  return reportOnGeneration(deps, caller, { generationId, attempt, step: ['complete'], command });
};

/** Ends the generation without a result. `attempt` 0: none was ever started. */
export const failGeneration = async (
  deps: CommandDeps,
  caller: Caller,
  { generationId, ...outcome }: Said<'FailGeneration', 'costMicroUsd'>,
): Promise<Outcome<Generation>> => {
  const { state } = await deps.log.load(generation, generationId);
  const costMicroUsd = costOf({ kind: state.kind, images: 0, ...outcome });
  const command = { type: 'FailGeneration', ...outcome, costMicroUsd, at: caller.at } as const;
  return reportOnGeneration(deps, caller, {
    generationId,
    attempt: outcome.attempt,
    step: ['fail'],
    command,
  });
};
