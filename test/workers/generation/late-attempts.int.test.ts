import { expect } from 'chai';
import { generation } from '#domain/generation/index.js';
import { RetryLater } from '#workers/effects/handler.js';
import { anyContext } from '#test/support/history.js';
import { NOON } from '#test/support/callers.js';
import { failureOf } from '#test/support/failure.js';
import { sleeps, writes, type Reply } from '#test/support/scripted-model.js';
import { LAYOUT } from './answers.js';
import { ACCOUNT, expected, useWorld } from './world.js';

/** A reply that waits until the test lets it go. */
const held = (reply: Reply): { reply: Reply; release(): void } => {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  return {
    reply: (response) => released.then(() => reply(response)),
    release: () => release(),
  };
};

describe('an attempt that another one has followed', () => {
  const world = useWorld();

  it('changes nothing with its late result, and ends quietly', async () => {
    const id = await world.request({ kind: 'layout' });
    const first = held(writes({ ...LAYOUT, background: '#FF0000' }));
    world.model().script(first.reply, writes(LAYOUT));
    const arrived = world.model().nextRequest();
    const late = world.handler().run(await world.workOn(id, 1));
    await arrived;
    await world.handler().run(await world.workOn(id, 2));
    const before = await world.eventsOf(id);
    first.release();
    await late;
    const { result } = await world.stateOf(id);
    expect(await world.eventsOf(id)).to.deep.equal(before);
    expect(before.at(-1)).to.deep.equal(expected.completed(id, { attempt: 2, result }));
    expect((await world.resultOf(id)).background).to.equal('#FFF7ED');
  });

  it('cannot fail it either', async () => {
    const id = await world.request({ kind: 'layout' });
    const first = held(writes('nonsense'));
    world.model().script(first.reply, writes('nonsense'));
    const arrived = world.model().nextRequest();
    const late = world.handler().run(await world.workOn(id, 1));
    await arrived;
    const command = { type: 'StartGeneration', attempt: 2, at: NOON } as const;
    await world.deps().log.execute({ aggregate: generation, id, command, context: anyContext() });
    first.release();
    expect(await failureOf(late))
      .to.be.instanceOf(RetryLater)
      .and.include({ code: 'stale_attempt' });
    expect(await world.stateOf(id)).to.include({ status: 'processing', attempt: 2 });
  });

  it('does not begin when a later one has begun, nor is it the end: that one may be of a row that is gone', async () => {
    const id = await world.request({ kind: 'layout' });
    const command = { type: 'StartGeneration', attempt: 3, at: NOON } as const;
    await world.deps().log.execute({ aggregate: generation, id, command, context: anyContext() });
    world.model().script(writes(LAYOUT));
    const error = await failureOf(world.handler().run(await world.workOn(id, 2)));
    expect(error).to.be.instanceOf(RetryLater).and.include({ code: 'stale_attempt' });
    expect(await world.eventsOf(id)).to.deep.equal([expected.started(id, 3)]);
    expect(world.model().asked).to.deep.equal([]);
  });
});

describe('an attempt that lost its lease', () => {
  const world = useWorld();

  it('stops asking at once and leaves the generation to the next one', async () => {
    const id = await world.request({ kind: 'layout' });
    const lease = new AbortController();
    world.model().script(sleeps);
    const arrived = world.model().nextRequest();
    const run = world.handler().run(await world.workOn(id, 1, lease.signal));
    await arrived;
    lease.abort();
    const error = await run.catch((reason: unknown) => reason);
    expect(error).to.include({ name: 'RetryLater', code: 'interrupted', afterMs: 0 });
    expect(await world.eventsOf(id)).to.deep.equal([expected.started(id), expected.progress(id, 'asking')]);
  });
});

describe('a generation that is cancelled while the model works', () => {
  const world = useWorld();

  it('stays cancelled: the answer that comes is not stored', async () => {
    const id = await world.request({ kind: 'layout' });
    const answer = held(writes(LAYOUT));
    world.model().script(answer.reply);
    const arrived = world.model().nextRequest();
    const run = world.handler().run(await world.workOn(id, 1));
    await arrived;
    const command = { type: 'CancelGeneration', by: ACCOUNT, at: NOON } as const;
    await world.deps().log.execute({ aggregate: generation, id, command, context: anyContext() });
    answer.release();
    await run;
    expect(await world.stateOf(id)).to.include({ status: 'cancelled', result: null });
    expect((await world.eventsOf(id)).map(({ type }) => type)).to.deep.equal([
      'GenerationStarted',
      'GenerationProgressed',
      'GenerationCancelled',
    ]);
  });
});
