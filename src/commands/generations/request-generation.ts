// Asks the AI for something. Promises: never more requests in a month than the plan allows, however many come
// at once; the same command id gets the same generation. Order: a request of the month's quota, the design to
// refine into its blobs (what is refused leaves none), then the one commit event. A request whose generation
// never comes is taken back by the sweeper (workers/reservations).
import { account } from '#domain/account/index.js';
import { aiQuota } from '#domain/aiquota/index.js';
import type { Brief, GenerationKind } from '#domain/generation/events.js';
import { generation, type Generation } from '#domain/generation/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { JsonObject } from '#domain/kit/json.js';
import { monthOf } from '#domain/kit/values.js';
import { PLANS } from '#domain/plan/plans.js';
import { requireEditor } from '#domain/project/access.js';
import { project } from '#domain/project/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { AppError } from '#platform/app-error.js';
import { integerIdOf } from '#platform/ids.js';
import { personOf, stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { hidePictures } from '../designs/hide-pictures.js';
import { storeDesign } from '../designs/store-design.js';
import { earlierDraw } from '../earlier-draw.js';

const MAX_DRAWS = 5;
const SEEDS = 2 ** 31;

export interface NewGeneration {
  /** The project it is for, which the person must be allowed to edit. */
  readonly projectId: number | null;
  readonly kind: GenerationKind;
  readonly prompt: string;
  readonly brief: Brief;
  /** The design to refine. */
  readonly source: JsonObject | null;
  /** Whether a mail says when it is ready. */
  readonly notify: boolean;
}

const requireProject = async (
  deps: CommandDeps,
  accountId: number,
  { projectId }: NewGeneration,
): Promise<void> => {
  if (projectId === null) return;
  const { state } = await deps.log.load(project, projectId);
  requireEditor(state, accountId);
};

const reserveRequest = async (
  deps: CommandDeps,
  caller: Caller,
  { accountId, generationId }: { accountId: number; generationId: number },
): Promise<void> => {
  const owner = (await deps.log.load(account, accountId)).state;
  if (owner.status !== 'active')
    throw new AppError('not_authenticated', 'This account does not exist any more.');
  const month = monthOf(caller.at);
  await deps.log.execute({
    aggregate: aiQuota,
    id: accountId,
    command: {
      type: 'ReserveAiRequest',
      request: { accountId, generationId, month, at: caller.at },
      limit: PLANS[owner.plan].maxAiRequestsPerMonth,
    },
    context: stepOf(caller.context, 'ai-request', generationId, month),
  });
};

const isOccupied = (error: unknown): boolean =>
  error instanceof DomainError && error.code === 'already_exists';

/** A design no model can take in is refused before it counts. */
const requireReadable = (source: JsonObject): void => {
  if (hidePictures(source)) return;
  const detail = 'This design has too much in it for the AI; pictures do not count.';
  const problems = [{ code: 'too_large', detail, attr: 'current_design' }];
  throw new AppError('validation_error', detail, { problems });
};

const storeSource = async (deps: CommandDeps, accountId: number, { source }: NewGeneration) =>
  source && storeDesign(deps, { owner: accountId, design: source, previous: null });

/** Throws `not_found` or `forbidden` for the project, `request_limit_exceeded`, `validation_error` for the design. */
export const requestGeneration = async (
  deps: CommandDeps,
  caller: Caller,
  wanted: NewGeneration,
): Promise<Outcome<Generation>> => {
  const accountId = personOf(caller);
  const { context, at } = caller;
  for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
    const generationId = integerIdOf(context.commandId, draw);
    const target = { aggregate: generation, id: generationId, context };
    const earlier = await earlierDraw(deps, target);
    if (earlier === 'given up') continue;
    if (earlier) return earlier;
    await requireProject(deps, accountId, wanted);
    if (wanted.source) requireReadable(wanted.source);
    await reserveRequest(deps, caller, { accountId, generationId });
    const source = await storeSource(deps, accountId, wanted);
    const about = { generationId, accountId, month: monthOf(at), seed: generationId % SEEDS, at };
    const request = { ...wanted, ...about, source };
    try {
      return await deps.log.execute({ ...target, command: { type: 'RequestGeneration', request } });
    } catch (error) {
      if (!isOccupied(error)) throw error;
    }
  }
  throw new AppError('conflict', 'The task could not be created. Try again.');
};
