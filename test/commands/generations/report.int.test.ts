import { expect } from 'chai';
import { causeAt, causedBy } from '#commands/cause.js';
import { readDesign } from '#commands/designs/read-design.js';
import { cancelGeneration } from '#commands/generations/cancel-generation.js';
import * as worker from '#commands/generations/report-generation.js';
import { generation } from '#domain/generation/index.js';
import { caller, NOON } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { storedEvents } from '#test/eventlog/stored-events.js';
import { person } from '../people.js';
import { answer, completion, newGeneration } from './support.js';

const RESULT = { components: [{ type: 'text', content: 'Fair' }], design_data: { objects: [] } };

describe('the report of a worker', () => {
  const side = useWriteSide();
  const deps = () => side().deps;
  const asked = async () => {
    const accountId = await person(deps());
    const { state } = await newGeneration(deps(), accountId);
    return { accountId, generationId: state.id };
  };
  const typesOf = async (id: number) =>
    (await storedEvents(side().client, `generation-${id}`)).map(({ type }) => type);
  /** The caller as the effects engine makes it: the same for every attempt. */
  const reacting = async (generationId: number) => {
    const cause = await causeAt(deps(), { stream: `generation-${generationId}`, revision: 0 });
    return causedBy(
      cause,
      { worker: 'tests', step: ['generate', generationId] },
      { now: () => new Date(NOON) },
    );
  };

  it('leads from start over progress to a result that lies in the account', async () => {
    const { accountId, generationId } = await asked();
    const attempt = { generationId, attempt: 1 };
    await worker.startGeneration(deps(), caller(), attempt);
    await worker.reportProgress(deps(), caller(), { ...attempt, percent: 40, stage: 'asking' });
    await worker.completeGeneration(deps(), caller(), { ...attempt, result: RESULT, ...completion });
    const { state } = await side().otherProcess().log.load(generation, generationId);
    expect(state).to.include({ status: 'completed', model: 'gpt-4-turbo', costMicroUsd: 65_000 });
    expect(await readDesign(deps(), accountId, state.result)).to.deep.equal(RESULT);
  });

  it('is one event when it is repeated, and another one in the next attempt', async () => {
    const { generationId } = await asked();
    const by = await reacting(generationId);
    for (const attempt of [1, 1, 2, 2]) {
      await worker.startGeneration(side().otherProcess(), by, { generationId, attempt });
    }
    expect(await typesOf(generationId)).to.deep.equal([
      'GenerationRequested',
      'GenerationStarted',
      'GenerationStarted',
    ]);
  });

  it('hangs in the tree of causes under the request that made it necessary', async () => {
    const { generationId } = await asked();
    await worker.startGeneration(deps(), await reacting(generationId), { generationId, attempt: 1 });
    const metadata = [];
    for await (const event of deps().log.read(`generation-${generationId}`)) metadata.push(event.metadata);
    expect(metadata[1]?.$causationId).to.equal(metadata[0]?.commandId);
    expect(metadata[1]?.$correlationId).to.equal(metadata[0]?.$correlationId);
  });

  it('is refused of an attempt that another followed, and its result is not stored', async () => {
    const { generationId } = await asked();
    await worker.startGeneration(deps(), caller(), { generationId, attempt: 1 });
    await worker.startGeneration(side().otherProcess(), caller(), { generationId, attempt: 2 });
    const written: unknown[] = [];
    const put = (...blob: unknown[]): Promise<void> => Promise.resolve(void written.push(blob));
    const watched = { ...deps(), blobs: { ...deps().blobs, put } };
    const late = { generationId, attempt: 1, result: RESULT, ...completion };
    expect(await codeOf(worker.completeGeneration(watched, caller(), late))).to.equal('stale_attempt');
    expect(written).to.deep.equal([]);
  });

  it('makes one outcome of two attempts that end at once', async () => {
    const { generationId } = await asked();
    await worker.startGeneration(deps(), caller(), { generationId, attempt: 1 });
    const complete = { generationId, attempt: 1, result: RESULT, ...completion };
    const fail = { generationId, attempt: 1, reason: 'timed_out', ...answer } as const;
    await Promise.allSettled([
      worker.completeGeneration(deps(), caller(), complete),
      worker.failGeneration(side().otherProcess(), caller(), fail),
      worker.completeGeneration(side().otherProcess(), caller(), complete),
    ]);
    expect(await typesOf(generationId)).to.have.length(3);
  });

  it('is refused once the person has cancelled', async () => {
    const { accountId, generationId } = await asked();
    await worker.startGeneration(deps(), caller(), { generationId, attempt: 1 });
    await cancelGeneration(deps(), caller({ accountId }), { generationId });
    const report = worker.reportProgress(deps(), caller(), {
      generationId,
      attempt: 1,
      percent: 50,
      stage: 'checking',
    });
    expect(await codeOf(report)).to.equal('generation_ended');
  });

  it('costs what was used although nothing came of it', async () => {
    const { generationId } = await asked();
    await worker.startGeneration(deps(), caller(), { generationId, attempt: 1 });
    const failure = { generationId, attempt: 1, reason: 'invalid_answer', ...answer } as const;
    const { state } = await worker.failGeneration(deps(), caller(), failure);
    expect(state).to.include({ status: 'failed', reason: 'invalid_answer', costMicroUsd: 65_000 });
  });

  it('is about a generation that exists', async () => {
    const start = worker.startGeneration(deps(), caller(), { generationId: 2 ** 50, attempt: 1 });
    expect(await codeOf(start)).to.equal('not_found');
  });
});
