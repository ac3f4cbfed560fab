import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect } from 'chai';

/** Each text takes well below a millisecond; a pattern that backtracks takes minutes. */
const STUCK_MS = 20_000;

describe('S9 patterns that texts of requests are checked by', () => {
  it('end for texts of 100,000 characters made to keep them busy, whatever field they are in', async function () {
    this.timeout(240_000);
    const worker = new Worker(join(import.meta.dirname, 'pump.js'));
    const checked = new Set<string>();
    const stuckAt = await new Promise<string | undefined>((resolve, reject) => {
      let at = 'the start';
      let timer = setTimeout(() => resolve(at), STUCK_MS);
      worker.on('error', reject);
      worker.on('message', (field: string) => {
        clearTimeout(timer);
        if (field === '') {
          resolve(undefined);
          return;
        }
        checked.add((at = field));
        timer = setTimeout(() => resolve(at), STUCK_MS);
      });
    });
    await worker.terminate();
    expect(stuckAt).to.equal(undefined);
    expect([...checked]).to.include.members(['auth.register.email', 'projects.create.canvas_background']);
    expect(checked.size).to.be.greaterThan(60);
  });
});
