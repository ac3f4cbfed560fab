import { expect } from 'chai';
import { stepOf } from '#commands/caller.js';
import { giveUpAiRequest } from '#commands/generations/give-up.js';
import { failGeneration } from '#commands/generations/report-generation.js';
import { aiQuota } from '#domain/aiquota/index.js';
import { generation } from '#domain/generation/index.js';
import { integerIdOf } from '#platform/ids.js';
import { caller, NOON } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, person } from '../people.js';
import { answer, MONTH, newGeneration, usedRequests } from './support.js';

describe('an AI request that is given up', () => {
  const side = useWriteSide();
  const deps = () => side().deps;

  /** What a request leaves that died between its reservation and its generation. */
  const reservationOnly = async (accountId: number, key: string, month = MONTH): Promise<number> => {
    const { context } = caller({ accountId, key });
    const generationId = integerIdOf(context.commandId, 0);
    const request = { accountId, generationId, month, at: NOON };
    const step = stepOf(context, 'ai-request', generationId, month);
    const command = { type: 'ReserveAiRequest', request, limit: 50 } as const;
    await deps().log.execute({ aggregate: aiQuota, id: accountId, command, context: step });
    return generationId;
  };
  const giveUp = (accountId: number, generationId: number, month = MONTH) =>
    giveUpAiRequest(deps(), caller(), { accountId, generationId, month });

  it('comes back, and its generation can come no longer', async () => {
    const accountId = await person(deps());
    const generationId = await reservationOnly(accountId, fresh());
    expect(await giveUp(accountId, generationId)).to.equal('released');
    expect(await usedRequests(deps(), accountId)).to.equal(0);
    expect((await deps().log.load(generation, generationId)).state.status).to.equal('abandoned');
  });

  it('does not hinder the command it belonged to: given again, it makes another generation', async () => {
    const [accountId, key] = [await person(deps()), fresh()];
    const generationId = await reservationOnly(accountId, key);
    await giveUp(accountId, generationId);
    const { state } = await newGeneration(deps(), accountId, { key });
    expect(state.id).not.to.equal(generationId);
    expect(await usedRequests(deps(), accountId)).to.equal(1);
    expect((await newGeneration(side().otherProcess(), accountId, { key })).state).to.deep.equal(state);
  });

  it('stands while its generation exists', async () => {
    const accountId = await person(deps());
    const { state } = await newGeneration(deps(), accountId);
    expect(await giveUp(accountId, state.id)).to.equal('kept');
    expect(await usedRequests(deps(), accountId)).to.equal(1);
  });

  it('comes back when it was reserved once more after its generation had failed', async () => {
    const accountId = await person(deps());
    const { state } = await newGeneration(deps(), accountId);
    const failure = {
      generationId: state.id,
      attempt: 0,
      reason: 'expired',
      ...answer,
      model: null,
    } as const;
    await failGeneration(deps(), caller(), failure);
    expect(await giveUp(accountId, state.id)).to.equal('released');
    expect(await usedRequests(deps(), accountId)).to.equal(0);
  });

  it('comes back when its generation was asked for again in the next month', async () => {
    const [accountId, key] = [await person(deps()), fresh()];
    const generationId = await reservationOnly(accountId, key, '2026-02');
    await newGeneration(deps(), accountId, { key });
    expect(await giveUp(accountId, generationId, '2026-02')).to.equal('released');
    expect(await usedRequests(deps(), accountId, '2026-02')).to.equal(0);
    expect(await usedRequests(deps(), accountId)).to.equal(1);
  });

  it('is either given up or a generation, when both come at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const [accountId, key] = [await person(deps()), fresh()];
      const generationId = await reservationOnly(accountId, key);
      await Promise.all([
        newGeneration(side().otherProcess(), accountId, { key }),
        giveUp(accountId, generationId),
      ]);
      await giveUp(accountId, generationId);
      expect(await usedRequests(deps(), accountId)).to.equal(1);
    }
  });
});
