import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { eventsOf, foldOf } from '#test/support/read-models.js';
import { createMenu, pollMenu, type Menu } from './menu.js';
import { createOperators, projectionNamed, type Operators } from './operators.js';
import { rowsOf } from './rows.js';
import { unwatched } from './unwatched.js';

const SCRIPT = join(import.meta.dirname, 'rebuild-process.js');

/** Every step of a rebuild and of the swap after it. */
export const STEPS = [
  'build-prepared',
  'before-commit:1',
  'build-chunk:1',
  'before-commit:3',
  'after-commit:3',
  'build-chunk:3',
  'build-indexed',
  'build-handed-over',
  'before-swap',
  'after-swap',
];

/** What was done before these is not done again. */
const HALF_WAY = new Set([
  'build-chunk:3',
  'after-commit:3',
  'build-indexed',
  'build-handed-over',
  'before-swap',
]);

/** What ended the process. */
const rebuildKilledAt = async ({ url, database }: Operators, fault: string): Promise<unknown> => {
  const child = spawn(process.execPath, [SCRIPT, url, database.ownerUrl], {
    env: { ...process.env, AIDESIGN_FAULT: fault },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? code;
};

/** Kills a rebuild at each of these steps, one after another, while somebody reads all the time. */
export const killedAt = (steps: readonly string[]): void => {
  let world: Operators;
  let menu: Menu;
  let follower: Follower;
  let reader: ReturnType<typeof pollMenu>;

  const live = async (): Promise<number> => {
    const { rows } = await world.pool.query<{ version: number }>(
      `select version from deployments where projection = 'projects' and state = 'live'`,
    );
    return rows[0]?.version ?? 0;
  };

  before(async () => {
    world = await createOperators();
    menu = await createMenu(world);
    await world.append({ seed: 41, commands: 60 });
    for (let names = 0; names < 20; names += 1) await menu.rename();
    follower = world.start();
    await follower.settled(menu.last());
    reader = pollMenu(menu);
  });
  after(async () => {
    try {
      await reader.stop();
    } finally {
      await world.close();
    }
  });

  for (const step of steps) {
    it(`goes on where it was, readers notice nothing: ${step}`, async () => {
      const before = await live();
      expect(await rebuildKilledAt(world, step)).to.equal('SIGKILL');
      expect(await live()).to.equal(step === 'after-swap' ? before + 1 : before);
      await menu.rename();
      if (step !== 'after-swap') {
        const { events } = await world.desk.rebuild('projects', { ...unwatched, atOnce: 20 });
        if (HALF_WAY.has(step)) expect(events).to.be.lessThan(menu.names());
        await world.desk.deploy('projects');
      }
      await follower.settled(await menu.rename());
      const projection = projectionNamed('projects');
      expect(await live()).to.equal(before + 1);
      expect(await rowsOf(world.pool, projection, before + 1)).to.deep.equal(
        foldOf(await eventsOf(world.client), [projection]),
      );
      await world.desk.drop('projects', before);
    });
  }

  it('never makes a reader fail or go back', async () => {
    expect(reader.polls()).to.be.greaterThan(0);
    await reader.stop();
    expect(world.failures).to.deep.equal([]);
  });
};
