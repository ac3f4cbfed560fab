import { expect } from 'chai';
import type { Follower } from '#followers/follower.js';
import { parkedCounts } from '#followers/parked-counts.js';
import { appendThings, note, POISON } from './example/history.js';
import { curedProjection } from './example/things.js';
import { createWorld, type World } from './world.js';

const NOTES = 24;
const IDS = Array.from({ length: 200 }, (_, index) => index + 1);
/** Which thing has which poison, as its twelfth note: in the middle of 5,000 events. */
const SICK: Readonly<Record<number, string>> = { 50: '22P05', 100: '22003', 150: '54000' };
const AT = 12;

describe('F14 · 5,000 events with a NUL, a number out of range and a too long text among them', function () {
  this.timeout(60_000);
  let world: World;
  let follower: Follower;

  before(async () => {
    world = await createWorld();
    const poisonAt = (id: number, revision: number) =>
      revision === AT ? POISON[SICK[id] ?? '']?.(id) : undefined;
    await appendThings(world, { ids: IDS, notes: NOTES }, poisonAt);
    follower = world.start();
    await world.settled(follower);
  });

  after(() => world.close());

  it('park exactly those three streams, each from that event on, in order', async () => {
    const waiting = await world.waiting();
    for (const [id, code] of Object.entries(SICK)) {
      const ofStream = waiting.filter(({ stream }) => stream === `thing-${id}`);
      const expected = Array.from({ length: NOTES - AT + 1 }, (_, index) => ({
        stream: `thing-${id}`,
        revision: AT + index,
        code: index === 0 ? code : null,
        attempts: index === 0 ? 1 : 0,
      }));
      expect(ofStream).to.deep.equal(expected);
    }
    expect(waiting).to.have.lengthOf(3 * (NOTES - AT + 1));
  });

  it('leave all other rows as they must be', () => world.expectFold());

  it('are told to whoever raises the alarm, without a value of theirs', () => {
    const told = world.notices.flatMap(({ projection, events }) =>
      events.map(({ stream, revision, code }) => ({ projection, stream, revision, code })),
    );
    const expected = Object.entries(SICK).map(([id, code]) => ({
      projection: 'things',
      stream: `thing-${id}`,
      revision: AT,
      code,
    }));
    expect(told).to.have.deep.members(expected);
    expect(JSON.stringify(world.notices)).not.to.match(/before|much|\u4e00/);
  });

  it('are no failure of the follower, which is live', () => {
    expect(world.failures).to.deep.equal([]);
    expect(follower.status().state).to.equal('live');
  });

  it('are counted for health pages', async () => {
    const [count] = await parkedCounts(world.pool);
    expect(count).to.include({ projection: 'things', version: 1, active: true, streams: 3 });
    expect(count?.events).to.equal(3 * (NOTES - AT + 1));
  });

  it('have what comes later wait behind them, and nothing else', async () => {
    await world.append(50, [note(50)]);
    await follower.settled(await world.append(51, [note(51)]));
    expect((await world.waiting()).at(-1)).to.include({
      stream: 'thing-50',
      revision: NOTES + 1,
      code: null,
    });
    await world.expectFold();
  });

  it('wait for a process that comes after this one as well', async () => {
    await follower.stop();
    follower = world.start();
    await follower.settled(await world.append(50, [note(50)]));
    expect((await world.waiting()).at(-1)).to.include({
      stream: 'thing-50',
      revision: NOTES + 2,
      code: null,
    });
    await world.expectFold();
  });

  it('fail again when they are tried again and nothing was corrected', async () => {
    await world.desk.retry({ projection: 'things', version: 1, stream: 'thing-100' }, 'ada');
    await follower.settled(await world.append(51, [note(51)]));
    const tried = (await world.waiting()).filter(({ attempts }) => attempts > 0);
    expect(tried).to.have.deep.members([
      { stream: 'thing-50', revision: AT, code: '22P05', attempts: 1 },
      { stream: 'thing-100', revision: AT, code: '22003', attempts: 2 },
      { stream: 'thing-150', revision: AT, code: '54000', attempts: 1 },
    ]);
    await world.expectFold();
  });

  it('are handled by the running follower when the database was corrected and they are tried again', async () => {
    await world.pool.query('drop index notes_v1_by_text');
    await world.desk.retry({ projection: 'things', version: 1, stream: 'thing-150' }, 'ada');
    await follower.settled(await world.append(51, [note(51)]));
    expect((await world.waiting()).filter(({ stream }) => stream === 'thing-150')).to.deep.equal([]);
    await world.expectFold();
  });

  it('leave the rows of a log without a fault when the code was corrected and all are tried again', async () => {
    await follower.stop();
    follower = world.start({ projections: [curedProjection] });
    await world.desk.retry({ projection: 'things', version: 1, stream: null }, 'ada');
    await follower.settled(await world.append(50, [note(50)]));
    expect(await world.waiting()).to.deep.equal([]);
    // What was handled before the correction had nothing to correct, but for the text that was let through.
    await world.pool.query('update notes_v1 set text = left(text, 50)');
    await world.expectFold(curedProjection);
  });
});
