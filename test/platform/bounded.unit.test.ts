import { expect } from 'chai';
import { bounded } from '#platform/bounded.js';

describe('bounded work', () => {
  const refusal = (): Error => new Error('too many');
  const gate = () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    return { open: () => open(), opened };
  };

  it('runs so many at once and the others after them', async () => {
    const run = bounded({ running: 2, waiting: 10, refusal });
    let most = 0;
    let now = 0;
    const task = async (): Promise<void> => {
      now += 1;
      most = Math.max(most, now);
      await Promise.resolve();
      now -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, () => run(task)));
    expect(most).to.equal(2);
  });

  it('refuses one too many at once', async () => {
    const run = bounded({ running: 1, waiting: 1, refusal });
    const { open, opened } = gate();
    const taken = [run(() => opened), run(() => opened)];
    const refused = await run(() => opened).catch((error: unknown) => (error as Error).message);
    open();
    await Promise.all(taken);
    expect(refused).to.equal('too many');
  });

  it('goes on after a task that failed', async () => {
    const run = bounded({ running: 1, waiting: 1, refusal });
    await run(() => Promise.reject(new Error('broken'))).catch(() => undefined);
    expect(await run(() => Promise.resolve('done'))).to.equal('done');
  });
});
