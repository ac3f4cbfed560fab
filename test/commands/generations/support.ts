// Generations for the tests of commands, asked for by the command itself.
import type { CommandDeps } from '#commands/command-deps.js';
import { requestGeneration, type NewGeneration } from '#commands/generations/request-generation.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { usedIn } from '#domain/aiquota/state.js';
import type { Generation } from '#domain/generation/index.js';
import type { Outcome } from '#eventlog/execution.js';
import { caller, NOON, type Asked } from '#test/support/callers.js';

/** The month of `NOON`. */
export const MONTH = NOON.slice(0, 7);

const LAYOUT: NewGeneration = {
  projectId: null,
  kind: 'layout',
  prompt: 'A poster for a summer fair',
  brief: { style: 'modern' },
  source: null,
  notify: false,
};

/** Asks for a layout in the name of `accountId`. */
export const newGeneration = (
  deps: CommandDeps,
  accountId: number,
  { wanted = {}, ...asked }: Asked & { readonly wanted?: Partial<NewGeneration> } = {},
): Promise<Outcome<Generation>> =>
  requestGeneration(deps, caller({ accountId, ...asked }), { ...LAYOUT, ...wanted });

/** Requests the account has used in the month. */
export const usedRequests = async (deps: CommandDeps, accountId: number, month = MONTH): Promise<number> =>
  usedIn((await deps.log.load(aiQuota, accountId)).state, month).size;

/** Uses up requests of the month of `at` until `left` are left on the free plan. */
export const useUp = async (
  deps: CommandDeps,
  accountId: number,
  { left, at = NOON }: { readonly left: number; readonly at?: string },
): Promise<void> => {
  const month = at.slice(0, 7);
  for (let used = await usedRequests(deps, accountId, month); used < 50 - left; used += 1) {
    await deps.log.execute({
      aggregate: aiQuota,
      id: accountId,
      command: {
        type: 'ReserveAiRequest',
        request: { accountId, generationId: used + 1, month, at },
        limit: 50,
      },
      context: caller({ accountId }).context,
    });
  }
};

export const answer = {
  model: 'gpt-4-turbo',
  tokensIn: 500,
  tokensOut: 2000,
  durationMs: 1200,
} as const;
export const completion = { ...answer, estimated: false, repaired: false } as const;
