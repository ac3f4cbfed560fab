import { generation, type Generation } from '#domain/generation/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { stepOf, type Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';
import { releaseAiRequest, type RequestToRelease } from './release-ai-request.js';

type Request = Omit<RequestToRelease, 'reason'>;

/** Why a generation does not use the request of this month; null: it does. */
const releaseReason = (
  { status, wasRunning, month }: Generation,
  request: Request,
): RequestToRelease['reason'] | null => {
  if (month !== request.month) return 'abandoned';
  switch (status) {
    case 'failed':
      return 'failed';
    case 'cancelled':
      return wasRunning ? null : 'cancelled';
    case 'abandoned':
      return 'abandoned';
    case 'none':
    case 'pending':
    case 'processing':
    case 'completed':
      return null;
  }
};

/** Fences the stream, or answers the generation that is there already. */
const fence = async (deps: CommandDeps, caller: Caller, request: Request): Promise<Generation> => {
  const { accountId, generationId, month } = request;
  try {
    const { state } = await deps.log.execute({
      aggregate: generation,
      id: generationId,
      command: { type: 'AbandonGeneration', generationId, accountId, month, at: caller.at },
      context: { ...stepOf(caller.context, 'fence', generationId), account: accountId },
    });
    return state;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'target_exists') throw error;
    return (await deps.log.load(generation, generationId)).state;
  }
};

/**
 * Gives up a request whose generation was never asked for: it is fenced first, so that it never can be.
 * One that exists and does not use it (it failed, or was asked for again in another month) gives it back.
 * `kept`: it exists and uses its request.
 */
export const giveUpAiRequest = async (
  deps: CommandDeps,
  caller: Caller,
  request: Request,
): Promise<'released' | 'kept'> => {
  const reason = releaseReason(await fence(deps, caller, request), request);
  if (reason === null) return 'kept';
  await releaseAiRequest(deps, caller, { ...request, reason });
  return 'released';
};
