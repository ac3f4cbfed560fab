import { expect } from 'chai';
import type { Engine } from '#followers/engine.js';
import type { ParkingNotice } from '#followers/parking/notice.js';
import { startReactors } from '#followers/reactors.js';
import { effect, reactor, settled } from '#workers/kit/reactor.js';
import { made, note } from './example/history.js';
import { codec, type ThingEvent } from './example/things.js';
import { createWorld, type World } from './world.js';

/** A mail for every thing; done with the first note. Its mistake: texts of notes get into keys. */
const mails = reactor<ThingEvent>({
  name: 'mails',
  categories: ['thing'],
  on: {
    ThingMade: ({ data: { thingId, at } }) => [
      effect({ key: `mail.${thingId}`, kind: 'mail', ids: { thingId }, since: at }),
    ],
    ThingNoted: ({ data }) => [settled(`mail.${data.thingId}${data.text}`)],
  },
});

describe('an event that a reactor cannot handle', () => {
  let world: World;
  let reactors: Engine;
  const notices: ParkingNotice[] = [];
  let due = (): void => undefined;

  /** Resolves when the reactor has this effect. */
  const effectOf = async (id: number): Promise<void> => {
    for (;;) {
      const told = new Promise<void>((resolve) => (due = resolve));
      const { rows } = await world.pool.query('select from effects where key = $1', [`mail.${id}`]);
      if (rows.length > 0) return;
      await told;
    }
  };

  before(async () => {
    world = await createWorld();
    await world.append(1, [made(1), note(1, '\0'), note(1, '')]);
    await world.append(2, [made(2), note(2, '')]);
    reactors = startReactors({
      log: world.url,
      codec,
      pool: world.pool,
      reactors: [mails],
      onDue: () => due(),
      onParked: (notice) => notices.push(notice),
    });
    await world.append(3, [made(3)]);
    await effectOf(3);
  });

  after(async () => {
    await reactors.stop();
    await world.close();
  });

  it('is parked with its stream for that reactor; the others have their effects', async () => {
    const { rows: parked } = await world.pool.query(
      `select projection, version, stream, revision, code from parked_events order by revision`,
    );
    expect(parked).to.deep.equal([
      { projection: 'reactor:mails', version: 1, stream: 'thing-1', revision: 1, code: '22P05' },
      { projection: 'reactor:mails', version: 1, stream: 'thing-1', revision: 2, code: null },
    ]);
    const { rows } = await world.pool.query('select key, state from effects order by key');
    expect(rows).to.deep.equal([
      { key: 'mail.1', state: 'pending' },
      { key: 'mail.2', state: 'done' },
      { key: 'mail.3', state: 'pending' },
    ]);
    expect(notices).to.have.lengthOf(1);
  });

  it('can be left out: what came behind it is reacted to then', async () => {
    const parked = await world.desk.find('thing-1', { projection: 'reactor:mails' });
    if (parked) await world.desk.skip(parked, { by: 'ada', reason: 'written by a test tool' });
    await world.append(4, [made(4)]);
    await effectOf(4);
    const { rows } = await world.pool.query(`select state from effects where key = 'mail.1'`);
    expect(rows).to.deep.equal([{ state: 'done' }]);
  });
});
