import { expect } from 'chai';
import { keyedQueue } from '#platform/keyed-queue.js';

/** A task that ends when it is told to. */
const controlled = () => {
  let finish: (value: string) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const result = new Promise<string>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });
  return {
    task: () => result,
    finish: (value: string) => finish(value),
    fail: (error: Error) => fail(error),
  };
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a keyed queue', () => {
  it('runs tasks of one key one after another, in the order in which they came', async () => {
    const queue = keyedQueue();
    const seen: string[] = [];
    const first = controlled();
    const one = queue.run('a', async () => seen.push(await first.task()));
    const two = queue.run('a', () => Promise.resolve(seen.push('second')));
    await turn();
    expect(seen).to.deep.equal([]);
    first.finish('first');
    await Promise.all([one, two]);
    expect(seen).to.deep.equal(['first', 'second']);
  });

  it('does not make tasks of another key wait', async () => {
    const queue = keyedQueue();
    const first = controlled();
    const waiting = queue.run('a', first.task);
    expect(await queue.run('b', () => Promise.resolve('done'))).to.equal('done');
    first.finish('');
    await waiting;
  });

  it('hands each caller the result of its own task', async () => {
    const queue = keyedQueue();
    const results = [1, 2, 3].map((value) => queue.run('a', () => Promise.resolve(value)));
    expect(await Promise.all(results)).to.deep.equal([1, 2, 3]);
  });

  it('tells the failure to its caller only and goes on', async () => {
    const queue = keyedQueue();
    const first = controlled();
    const failed = queue.run('a', first.task).catch((error: unknown) => error);
    const next = queue.run('a', () => Promise.resolve('next'));
    first.fail(new Error('first'));
    expect(await failed).to.have.property('message', 'first');
    expect(await next).to.equal('next');
  });

  it('goes on after a task that throws at once', async () => {
    const queue = keyedQueue();
    const thrown = await queue
      .run('a', () => {
        throw new Error('at once');
      })
      .catch((error: unknown) => error);
    expect(thrown).to.have.property('message', 'at once');
    expect(await queue.run('a', () => Promise.resolve('next'))).to.equal('next');
  });

  it('lets a task queue another one of its key, as long as it does not wait for it', async () => {
    const queue = keyedQueue();
    const inner = await queue.run('a', () =>
      Promise.resolve({ later: queue.run('a', () => Promise.resolve('later')) }),
    );
    expect(await inner.later).to.equal('later');
  });
});
