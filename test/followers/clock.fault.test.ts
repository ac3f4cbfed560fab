import { expect } from 'chai';
import { connectLog } from '#eventlog/log-client.js';
import type { FollowedLog } from '#followers/source.js';
import type { Position } from '#platform/position.js';
import { expectInvariants } from '#test/support/invariants.js';
import { createWorld, type World } from './world.js';

/** The log, which never says that its end was reached. */
const endless = (url: string): FollowedLog => {
  const client = connectLog(url);
  return {
    subscribeToAll: (...args) => {
      const subscription = client.subscribeToAll(...args);
      const on = subscription.on.bind(subscription);
      subscription.on = ((name: string, listener: () => void) =>
        name === 'caughtUp' ? subscription : on(name as 'end', listener)) as typeof subscription.on;
      return subscription;
    },
    readAll: (...args) => client.readAll(...args),
    readStream: (...args) => client.readStream(...args),
    dispose: () => client.dispose(),
  };
};

describe('F19 · a follower whose clock is an hour behind that of the log', () => {
  let world: World;
  const { now } = Date;

  before(async () => {
    world = await createWorld();
  });
  after(async () => {
    Date.now = now;
    await world.close();
  });

  it('does not take an event from its future for the end of the log', async () => {
    const last = await world.append({ seed: 47, commands: 60 });
    Date.now = () => now() - 3_600_000;
    await world.start({ log: () => endless(world.url), maxBatch: 10 }).settled(last);
    const { rows } = await world.pool.query('select distinct caught_up from checkpoints');
    expect(rows).to.deep.equal([{ caught_up: false }]);
  });
});

for (const [where, hours] of Object.entries({ behind: -1, ahead: 1 })) {
  describe(`F19 · a follower whose clock is an hour ${where}`, () => {
    let world: World;
    let last: Position;
    const { now } = Date;

    before(async () => {
      world = await createWorld();
      last = await world.append({ seed: 48, commands: 60 });
      Date.now = () => now() + hours * 3_600_000;
    });
    after(async () => {
      Date.now = now;
      await world.close();
    });

    it('makes the same rows, and parks nothing', async () => {
      await world.start().settled(last);
      await expectInvariants(world);
      expect(world.failures).to.deep.equal([]);
    });
  });
}
