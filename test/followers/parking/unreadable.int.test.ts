import { jsonEvent } from '@eventstore/db-client';
import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { made, note } from './example/history.js';
import { createWorld, type World } from './world.js';

describe('an event whose data no version of the code could have written', () => {
  let world: World;
  let follower: Follower;

  before(async () => {
    world = await createWorld();
    await world.append(1, [made(1), note(1)]);
    const forged = jsonEvent({ type: 'ThingNoted', data: { thingId: 'one' }, metadata: {} });
    await world.client.appendToStream('thing-1', [forged]);
    await world.append(2, [made(2)]);
    follower = world.start();
    const { position } = (await world.log.read('thing-2').next()).value ?? {};
    if (position) await follower.settled(position);
  });

  after(() => world.close());

  it('is parked, and the projection goes on', async () => {
    expect(await world.waiting()).to.deep.equal([
      { stream: 'thing-1', revision: 2, code: 'undecodable', attempts: 1 },
    ]);
    expect(world.failures).to.deep.equal([]);
  });

  it('is still unreadable when it is tried again, and can be left out', async () => {
    const of = { projection: 'things', version: 1 };
    await world.desk.retry({ ...of, stream: 'thing-1' }, 'ada');
    await follower.settled(await world.append(2, [note(2)]));
    expect(await world.waiting()).to.deep.equal([
      { stream: 'thing-1', revision: 2, code: 'undecodable', attempts: 2 },
    ]);
    const parked = await world.desk.find('thing-1', of);
    if (parked) await world.desk.skip(parked, { by: 'ada', reason: 'forged' });
    await follower.settled(await world.append(2, [note(2)]));
    expect(await world.waiting()).to.deep.equal([]);
  });
});

/** SQLSTATEs that blame the server or the moment: disk full, deadlock, serialization, no connections left. */
const PASSING = ['53100', '40P01', '40001', '53300', '57014'];

for (const state of PASSING) {
  describe(`a database that answers ${state} for a while`, () => {
    let world: World;

    before(async () => {
      world = await createWorld();
      await world.pool.query(`
        create sequence tries;
        create function refuse() returns trigger language plpgsql as $$ begin
          if nextval('tries') <= 2 then raise exception 'not now' using errcode = '${state}'; end if;
          return new; end $$;
        create trigger refuse before insert on notes_v1 for each statement execute function refuse()`);
      await world.append(1, [made(1), note(1)]);
      await world.append(2, [made(2), note(2)]);
    });

    after(() => world.close());

    it('is asked again, and nothing is parked', async () => {
      await world.settled(world.start());
      expect(world.failures.map(({ kind }) => kind)).to.deep.equal(['transient', 'transient']);
      expect(await world.waiting()).to.deep.equal([]);
      await world.expectFold();
    });
  });
}
