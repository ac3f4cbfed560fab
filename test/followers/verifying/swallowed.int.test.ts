import { expect } from 'chai';
import type { RecordedEvent } from '#eventlog/recorded-event.js';
import { readFindings } from '#followers/verifying/findings.js';
import { readVerification } from '#followers/verifying/report.js';
import { PROJECTIONS } from '#projections/index.js';
import { eventsOf } from '#test/support/read-models.js';
import { createWorld, type World } from '../world.js';
import { lookAt } from './auditor.js';
import { swallowingLog } from './swallowing-log.js';

const categoryOf = ({ stream }: RecordedEvent): string => stream.slice(0, stream.indexOf('-'));

describe('an event that a follower never got', () => {
  let world: World;
  let lost: RecordedEvent;

  const affected = (): readonly string[] =>
    PROJECTIONS.filter(({ categories }) => categories.includes(categoryOf(lost)))
      .map(({ name }) => name)
      .sort();

  before(async () => {
    world = await createWorld();
    const isSwallowed = (id: string): boolean => id === lost.id;
    await world.append({ seed: 71, commands: 150 });
    const projects = (await eventsOf(world.client)).filter((event) => categoryOf(event) === 'project');
    const middle = projects[projects.length >> 1];
    if (!middle) throw new Error('There is no such event.');
    lost = middle;
    const follower = world.start({ log: () => swallowingLog(world.url, isSwallowed), maxBatch: 16 });
    await follower.settled(await world.append({ seed: 72, commands: 20, base: 1_000 }));
    await follower.stop();
  });
  after(() => world.close());

  it('is found by counting, and named, for each projection that follows its category', async () => {
    const found = await lookAt(world, { rows: 0 });
    const { id: eventId, stream, revision } = lost;
    expect(found.map(({ projection }) => projection).sort()).to.deep.equal(affected());
    for (const one of found) {
      expect(one).to.include({ kind: 'missing', eventId, stream, revision });
      expect((one.logged ?? 0) - (one.handled ?? 0)).to.equal(1);
    }
  });

  it('is told once', async () => {
    expect(await lookAt(world, { rows: 0 })).to.deep.equal([]);
  });

  it('stays to be seen by whoever asks', async () => {
    const open = (await readVerification(world.pool)).filter(({ findings }) => findings > 0);
    expect(open.map(({ projection }) => projection)).to.deep.equal(affected());
    expect(await readFindings(world.pool, 100)).to.have.lengthOf(affected().length);
  });

  it('does not make what comes later look wrong', async () => {
    const last = await world.append({ seed: 73, commands: 50, base: 2_000 });
    const follower = world.start();
    await follower.settled(last);
    expect(await lookAt(world, { rows: 0 })).to.deep.equal([]);
  });
});
