import { expect } from 'chai';
import type { Work } from '#workers/effects/handler.js';
import { releaseHandler } from '#workers/generation/release-worker.js';
import { caller } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { person } from '#test/commands/people.js';
import { MONTH, newGeneration, usedRequests } from '#test/commands/generations/support.js';

describe('the worker that gives requests back', () => {
  const side = useWriteSide();

  const workFor = async (accountId: number, generationId: number): Promise<Work> => {
    const cause = side().deps.log.read(`generation-${generationId}`);
    const first = await cause.next();
    if (first.done) throw new Error('The generation has no event.');
    const made = caller();
    return {
      key: `release_ai_request.${generationId}`,
      ids: { accountId, generationId, month: MONTH, reason: 'failed' },
      attempt: 1,
      retried: false,
      since: made.at,
      cause: first.value,
      caller: () => made,
      signal: new AbortController().signal,
    };
  };

  it('gives one request back, however often it is tried', async () => {
    const accountId = await person(side().deps);
    const { state } = await newGeneration(side().deps, accountId);
    await newGeneration(side().deps, accountId);
    const work = await workFor(accountId, state.id);
    for (const deps of [side().deps, side().otherProcess()]) await releaseHandler(deps).run(work);
    expect(await usedRequests(side().deps, accountId)).to.equal(1);
  });

  it('gives it back also when it is given up', async () => {
    const accountId = await person(side().deps);
    const { state } = await newGeneration(side().deps, accountId);
    const work = await workFor(accountId, state.id);
    await releaseHandler(side().deps).giveUp(work, { kind: 'operator', detail: 'test' });
    expect(await usedRequests(side().deps, accountId)).to.equal(0);
  });

  it('waits longer after each failure, and never for hours', () => {
    const { backoffMs } = releaseHandler(side().deps);
    expect([1, 2, 3, 20].map(backoffMs)).to.deep.equal([2_000, 4_000, 8_000, 300_000]);
  });
});
