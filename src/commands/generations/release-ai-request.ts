import type { ReleaseReason } from '#domain/aiquota/events.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { nameBasedId } from '#platform/ids.js';
import type { Caller } from '../caller.js';
import type { CommandDeps } from '../command-deps.js';

export interface RequestToRelease {
  readonly accountId: number;
  readonly generationId: number;
  /** The month it counted in. */
  readonly month: string;
  readonly reason: ReleaseReason;
}

/** Gives a request of the month's quota back. Twice is the same as once. */
export const releaseAiRequest = async (
  deps: Pick<CommandDeps, 'log'>,
  { context, at }: Caller,
  { reason, ...request }: RequestToRelease,
): Promise<void> => {
  const commandId = nameBasedId(context.commandId, 'release-ai-request', request.generationId);
  await deps.log.execute({
    aggregate: aiQuota,
    id: request.accountId,
    command: { type: 'ReleaseAiRequest', request: { ...request, at }, reason },
    context: { ...context, commandId, account: request.accountId },
  });
};
