import { expect } from 'chai';
import fc from 'fast-check';
import type { Follower } from '#followers/follower.js';
import { createOperators, projectionNamed, type Operators } from './operators.js';
import { rowsOf } from './rows.js';
import { unwatched } from './unwatched.js';

/** Histories at random, each built anew with every number of events folded at once. */
export const builtAnew = (names: readonly string[], histories: number): void => {
  let world: Operators;
  let follower: Follower;
  const { now } = Date;

  before(async () => {
    world = await createOperators();
    follower = world.start();
  });
  afterEach(() => {
    Date.now = now;
  });
  after(() => world.close());

  /** Builds all anew, compares with what is live, and takes it away again. */
  const expectSame = async (atOnce: number): Promise<void> => {
    for (const name of names) {
      const projection = projectionNamed(name);
      const { version, from = 0 } = await world.desk.rebuild(name, { ...unwatched, atOnce });
      const [built, live] = [version, from].map((one) => rowsOf(world.pool, projection, one));
      expect(await built).to.deep.equal(await live);
      await world.desk.drop(name, version);
    }
  };

  it('are those that were made event by event, whatever happened and however many are folded at once', async () => {
    let base = 0;
    const history = fc.record({ seed: fc.integer(), atOnce: fc.integer({ min: 1, max: 60 }) });
    const rebuilt = fc.asyncProperty(history, async ({ seed, atOnce }) => {
      base += 1_000;
      await follower.settled(await world.append({ seed, commands: 60, base }));
      await expectSame(atOnce);
    });
    await fc.assert(rebuilt, { numRuns: histories });
  });

  it('are the same when the clock has gone a day on', async () => {
    await follower.settled(await world.append({ seed: 3, commands: 60 }));
    Date.now = () => now() + 86_400_000;
    await expectSame(1_000);
  });

  it('lead to no effect: nothing may touch them', async () => {
    await world.owner.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'touched'; end $$;
      create trigger untouched before insert or update or delete or truncate on effects execute function refuse()`);
    await expectSame(1_000);
    expect(world.failures).to.deep.equal([]);
  });
};
