import { expect } from 'chai';
import { addCollaborator } from '#commands/projects/add-collaborator.js';
import { failGeneration, startGeneration } from '#commands/generations/report-generation.js';
import { releaseAiRequest } from '#commands/generations/release-ai-request.js';
import { readDesign } from '#commands/designs/read-design.js';
import { generation } from '#domain/generation/index.js';
import { caller, later } from '#test/support/callers.js';
import { codeOf } from '#test/support/failure.js';
import { useWriteSide } from '#test/support/write-side.js';
import { fresh, newProject, person } from '../people.js';
import { answer, MONTH, newGeneration, usedRequests, useUp } from './support.js';

describe('a request to the AI', () => {
  const side = useWriteSide();
  const deps = () => side().deps;

  describe('that comes a hundred times at once, to five processes, with credit for ten', () => {
    let accountId = 0;
    let outcomes: (number | string)[] = [];
    const accepted = () => outcomes.filter((outcome): outcome is number => typeof outcome === 'number');
    before(async () => {
      accountId = await person(deps());
      await useUp(deps(), accountId, { left: 10 });
      const processes = Array.from({ length: 5 }, () => side().otherProcess());
      outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          newGeneration(processes[index % 5]!, accountId).then(
            ({ state }) => state.id,
            (error: unknown) => (error as { code: string }).code,
          ),
        ),
      );
    });

    it('is accepted exactly ten times, and refused ninety times before any provider is asked', () => {
      expect(new Set(accepted()).size).to.equal(10);
      expect(outcomes.filter((outcome) => outcome === 'request_limit_exceeded')).to.have.length(90);
    });

    it('has used exactly the credit that was there', async () => {
      expect(await usedRequests(deps(), accountId)).to.equal(50);
    });

    it('gives one request back for one that failed, however often that is tried', async () => {
      const generationId = accepted()[0]!;
      await failGeneration(deps(), caller(), {
        generationId,
        attempt: 0,
        reason: 'expired',
        ...answer,
        model: null,
      });
      const release = { accountId, generationId, month: MONTH, reason: 'failed' } as const;
      await Promise.all([1, 2, 3].map(() => releaseAiRequest(side().otherProcess(), caller(), release)));
      expect(await usedRequests(deps(), accountId)).to.equal(49);
    });

    it('is accepted once more then', async () => {
      expect((await newGeneration(deps(), accountId)).state.status).to.equal('pending');
      expect(await codeOf(newGeneration(deps(), accountId))).to.equal('request_limit_exceeded');
    });
  });

  describe('that is given again under its key', () => {
    it('is the same generation with the same answer, for any process, however far it is by then', async () => {
      const [accountId, key] = [await person(deps()), fresh()];
      const first = await newGeneration(deps(), accountId, { key });
      const generationId = first.state.id;
      await startGeneration(deps(), caller(), { generationId, attempt: 1 });
      for (const process of [deps(), side().otherProcess()]) {
        const again = await newGeneration(process, accountId, { key, at: later(9) });
        expect([again.state, again.revision]).to.deep.equal([first.state, first.revision]);
      }
      expect(await usedRequests(deps(), accountId)).to.equal(1);
    });

    it('is one, with one request used, when it comes to two processes at once', async () => {
      const [accountId, key] = [await person(deps()), fresh()];
      const both = [1, 2, 3, 4].map((second) =>
        newGeneration(second % 2 ? deps() : side().otherProcess(), accountId, { key, at: later(second) }),
      );
      expect(new Set((await Promise.all(both)).map(({ state }) => state.id)).size).to.equal(1);
      expect(await usedRequests(deps(), accountId)).to.equal(1);
    });

    it('is refused when it is another one', async () => {
      const [accountId, key] = [await person(deps()), fresh()];
      await newGeneration(deps(), accountId, { key });
      const other = newGeneration(deps(), accountId, { key, request: 'other' });
      expect(await codeOf(other)).to.equal('idempotency_key_reused');
    });
  });

  describe('for a project', () => {
    it('may come from whoever may edit it', async () => {
      const [ownerId, friend] = [await person(deps()), await person(deps())];
      const { state } = await newProject(deps(), ownerId);
      const target = { projectId: state.id };
      await addCollaborator(deps(), caller({ accountId: ownerId }), {
        target,
        invited: { accountId: friend },
      });
      const asked = await newGeneration(deps(), friend, { wanted: target });
      expect(asked.state).to.include({ accountId: friend, projectId: state.id });
    });

    it('looks to strangers as if it were not there, and uses nothing', async () => {
      const [ownerId, stranger] = [await person(deps()), await person(deps())];
      const { state } = await newProject(deps(), ownerId);
      const asked = newGeneration(deps(), stranger, { wanted: { projectId: state.id } });
      expect(await codeOf(asked)).to.equal('not_found');
      expect(await usedRequests(deps(), stranger)).to.equal(0);
    });
  });

  it('keeps the design to refine in the account, pictures and all', async () => {
    const accountId = await person(deps());
    const source = { objects: [{ type: 'Image', src: 'data:image/png;base64,iVBORw0KGgo=' }] };
    const { state } = await newGeneration(deps(), accountId, { wanted: { kind: 'refinement', source } });
    const stored = (await side().otherProcess().log.load(generation, state.id)).state.source;
    expect(await readDesign(deps(), accountId, stored)).to.deep.equal(source);
  });

  it('leaves nothing in the blobs when it is refused', async () => {
    const accountId = await person(deps());
    await useUp(deps(), accountId, { left: 0 });
    const stored: unknown[] = [];
    const blobs = { ...deps().blobs, put: (ref: unknown) => Promise.resolve(void stored.push(ref)) };
    const source = { objects: [{ type: 'Rect' }] };
    const asked = newGeneration({ ...deps(), blobs }, accountId, { wanted: { kind: 'refinement', source } });
    expect(await codeOf(asked)).to.equal('request_limit_exceeded');
    expect(stored).to.deep.equal([]);
  });

  it('counts in the month in which it is asked', async () => {
    const accountId = await person(deps());
    const { state } = await newGeneration(deps(), accountId, { at: '2026-03-31T23:59:59.999Z' });
    const next = await newGeneration(deps(), accountId, { at: '2026-04-01T00:00:00.000Z' });
    expect([state.month, next.state.month]).to.deep.equal(['2026-03', '2026-04']);
    expect(await usedRequests(deps(), accountId, '2026-04')).to.equal(1);
  });
});
