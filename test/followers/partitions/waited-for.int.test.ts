import { expect } from 'chai';
import { createProgress, type Progress } from '#followers/progress.js';
import type { Position } from '#platform/position.js';
import { until } from '#test/support/until.js';
import { createWorld, type World } from '../world.js';
import { expectWholeFold, holders } from './places.js';

const NAMES = ['projects', 'accounts', 'ai_tasks', 'open_reservations'];
/** Longer than any of these tests may take: who waits for it has waited in vain. */
const LONG_MS = 20_000;

for (const notify of [true, false]) {
  describe(`waiting for projections in parts that ${notify ? 'tell their progress' : 'are only asked'}`, () => {
    let world: World;
    let progress: Progress;
    let seed = notify ? 360 : 380;

    const append = (): Promise<Position> => {
      seed += 1;
      return world.append({ seed, commands: 25, base: seed * 1_000 });
    };

    before(async () => {
      world = await createWorld();
      for (const _ of [1, 2]) world.start({ partitions: 2, notify });
      await until(async () => String(await holders(world.pool, 'projects')) === '1,1' || undefined);
      progress = createProgress({ pool: world.pool, notify });
      const first = await append();
      await until(async () => (await progress.waitFor(NAMES, first, LONG_MS)).settled || undefined);
    });

    after(async () => {
      await progress.close();
      await world.close();
    });

    it('ends when all parts have handled the position, whichever the events belong to', async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        const last = await append();
        expect(await progress.waitFor(NAMES, last, LONG_MS)).to.deep.equal({ settled: true });
      }
      const last = await append();
      await progress.waitFor(await names(world), last, LONG_MS);
      await expectWholeFold(world);
    });

    it('does not end while one of the parts is held up', async () => {
      const other = await world.pool.connect();
      await other.query('begin');
      await other.query(
        `select 1 from checkpoints where projection = 'projects' and partition = 1 for update`,
      );
      const [last, answer] = await append()
        .then(async (position) => [position, await progress.waitFor(['projects'], position, 300)] as const)
        .finally(() => other.release(true));
      expect(answer).to.deep.include({ settled: false, behind: ['projects'] });
      await until(async () => (await progress.waitFor(['projects'], last, LONG_MS)).settled || undefined);
    });
  });
}

const names = async ({ pool }: World): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ projection: string }>('select distinct projection from checkpoints');
  return rows.map(({ projection }) => projection);
};
