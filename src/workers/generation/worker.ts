// Carries out one generation. Promises: it ends in the log as completed or failed, and only the attempt that
// was started last can end it; nothing a model wrote is stored before it was checked. It asks for another try
// only where that may help; what a try used that is followed by another is not added up. A provider that does
// not know idempotency keys may be asked, and paid, once for every attempt that died.
import type { CommandDeps } from '#commands/command-deps.js';
import {
  completeGeneration,
  failGeneration,
  reportProgress,
  startGeneration,
} from '#commands/generations/report-generation.js';
import type { FailureReason } from '#domain/generation/events.js';
import { generation, type Generation } from '#domain/generation/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { ModelClient } from '#integrations/model/model-client.js';
import { ModelError } from '#integrations/model/model-error.js';
import type { Clock } from '#platform/clock.js';
import { fault } from '#platform/fault.js';
import type { Logger } from '#platform/logger.js';
import { RetryLater, type GiveUpReason, type Handler, type Work } from '../effects/handler.js';
import { finalReason, reasonOfGivingUp } from './failure.js';
import { createMeter, type Meter } from './meter.js';
import { produce, type Made } from './produce.js';

export interface GenerateDeps extends CommandDeps {
  readonly model: ModelClient;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
}

type Policy = Pick<Handler, 'maxAgeMs' | 'leaseMs' | 'maxAttempts' | 'backoffMs'>;

/** Three tries a minute apart, nothing after half an hour (the product's business facts, AI requests). */
const USUAL: Policy = { maxAgeMs: 30 * 60_000, leaseMs: 15_000, maxAttempts: 3, backoffMs: () => 60_000 };

/** One try of one generation. */
interface Try {
  readonly deps: GenerateDeps;
  readonly work: Work;
  readonly generation: Generation;
  readonly meter: Meter;
  readonly begun: Date;
}

const aboutOf = ({ work, generation: { id } }: Try) => ({ generationId: id, attempt: work.attempt });

/** What the attempt used, and which model it was; null when none answered. */
const usageOf = ({ deps, generation: { kind }, meter, begun }: Try) => {
  const { tokensIn, tokensOut, estimated, answers } = meter.read();
  const model = kind === 'image' ? deps.model.imageModel : deps.model.model;
  const durationMs = Math.max(0, deps.clock.now().getTime() - begun.getTime());
  return { spent: { tokensIn, tokensOut, durationMs }, estimated, model, answered: answers > 0 };
};

const progress = async (
  attempt: Try,
  stage: 'asking' | 'checking' | 'storing',
  percent: number,
): Promise<void> => {
  const { deps, work } = attempt;
  await reportProgress(deps, work.caller(stage, work.attempt), { ...aboutOf(attempt), stage, percent });
};

const fail = async (attempt: Try, reason: FailureReason): Promise<void> => {
  const { deps, work } = attempt;
  const { spent, model, answered } = usageOf(attempt);
  const outcome = { ...aboutOf(attempt), ...spent, reason, model: answered ? model : null };
  await failGeneration(deps, work.caller('fail', work.attempt), outcome);
  fault('after-outcome');
};

const make = async (attempt: Try): Promise<Made> => {
  const { deps, work, generation: asked, meter } = attempt;
  await progress(attempt, 'asking', 10);
  fault('before-call');
  const requestId = `${work.key}.${work.attempt}`;
  return produce({
    deps,
    model: deps.model,
    meter,
    generation: asked,
    call: { idempotencyKey: work.key, requestId, signal: work.signal },
    answered: () => {
      fault('after-call');
      return progress(attempt, 'checking', 70);
    },
  });
};

const carryOut = async (attempt: Try): Promise<void> => {
  const { deps, work } = attempt;
  const made = await make(attempt);
  if ('reason' in made) return fail(attempt, made.reason);
  await progress(attempt, 'storing', 90);
  if (work.signal.aborted) throw new RetryLater('interrupted', 0);
  const { spent, model, estimated } = usageOf(attempt);
  const outcome = { ...aboutOf(attempt), ...spent, ...made, model, estimated };
  await completeGeneration(deps, work.caller('complete', work.attempt), outcome);
  fault('after-outcome');
};

/** What a failure of the model server leads to: another try, or the end. */
const onFailure = async (attempt: Try, error: ModelError): Promise<void> => {
  const { deps, work } = attempt;
  const { kind, code, status, retryAfterMs } = error;
  // The lease is lost or the worker stops: whoever comes next decides.
  if (kind === 'aborted') throw new RetryLater('interrupted', 0);
  deps.logger.warn(
    { effect: work.key, attempt: work.attempt, code, status },
    'the model server gave no answer',
  );
  const reason = finalReason(error);
  if (reason === undefined) throw new RetryLater(code, retryAfterMs);
  await fail(attempt, reason);
};

/** By then the row knows the number of the attempt that the log has. */
const AFTER_STALE_MS = 1_000;

/**
 * It has an end, such as that the person cancelled: there is nothing left to do here. While it goes on, a later
 * attempt is mostly another worker's; it is nobody's where the row is older than the log (a restored database).
 */
const unlessEnded = async (action: Promise<unknown>): Promise<void> => {
  try {
    await action;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'stale_attempt') throw new RetryLater(error.code, AFTER_STALE_MS);
    if (error.code !== 'generation_ended') throw error;
  }
};

const hasEnded = ({ status }: Generation): boolean => status !== 'pending' && status !== 'processing';

const currentState = async ({ log }: GenerateDeps, { ids }: Work): Promise<Generation> => {
  const { state } = await log.load(generation, Number(ids['generationId']));
  if (state.status === 'none')
    throw new Error('There is an effect for a generation that the log does not hold.');
  return state;
};

const run = async (deps: GenerateDeps, work: Work): Promise<void> => {
  const state = await currentState(deps, work);
  if (hasEnded(state)) return;
  const { attempt } = work;
  await startGeneration(deps, work.caller('start', attempt), { generationId: state.id, attempt });
  const meter = createMeter(state.kind);
  const here: Try = { deps, work, generation: state, meter, begun: deps.clock.now() };
  try {
    await carryOut(here);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    await onFailure(here, error);
  }
};

const giveUp = async (deps: GenerateDeps, work: Work, reason: GiveUpReason): Promise<void> => {
  const state = await currentState(deps, work);
  if (hasEnded(state)) return;
  // An attempt that is under way loses: nobody waits for it any more.
  const attempt = Math.max(work.attempt, state.attempt);
  await failGeneration(deps, work.caller('give-up'), {
    generationId: state.id,
    attempt,
    reason: reasonOfGivingUp(reason),
    model: null,
    tokensIn: 0,
    tokensOut: 0,
    durationMs: 0,
  });
};

/** The handler of the effect `generate`, whose ids hold `generationId`. Other policies are for tests. */
export const generateHandler = (deps: GenerateDeps, policy: Partial<Policy> = {}): Handler => {
  return {
    kind: 'generate',
    queue: 'ai',
    endsForGood: true,
    ...USUAL,
    ...policy,
    run: (work) => unlessEnded(run(deps, work)),
    giveUp: (work, reason) => unlessEnded(giveUp(deps, work, reason)),
  };
};
