// Gives requests of the monthly AI quota back whose generation failed or was cancelled before it ran. Promises:
// once, however often it is tried; it needs nothing but the log. There is no other end to it: giving it up is
// doing it once more, which comes to nothing when the month is long over.
import { z } from 'zod';
import type { CommandDeps } from '#commands/command-deps.js';
import { releaseAiRequest } from '#commands/generations/release-ai-request.js';
import { RELEASE_REASONS } from '#domain/aiquota/events.js';
import { integerId, month } from '#domain/kit/values.js';
import type { Handler, Work } from '../effects/handler.js';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const LONGEST_PAUSE = 300 * SECOND;

const idsOf = z.object({
  accountId: integerId,
  generationId: integerId,
  month,
  reason: z.enum(RELEASE_REASONS),
});

/** The handler of `release_ai_request`. */
export const releaseHandler = (deps: Pick<CommandDeps, 'log'>): Handler => {
  const run = ({ ids, caller }: Pick<Work, 'ids' | 'caller'>): Promise<void> =>
    releaseAiRequest(deps, caller('release'), idsOf.parse(ids));
  return {
    kind: 'release_ai_request',
    queue: 'system',
    // The quota remembers two months.
    maxAgeMs: 62 * DAY,
    leaseMs: 30 * SECOND,
    maxAttempts: 20,
    backoffMs: (attempt) => Math.min(SECOND * 2 ** attempt, LONGEST_PAUSE),
    run,
    giveUp: run,
  };
};
