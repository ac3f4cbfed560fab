import { expect } from 'chai';
import { z } from 'zod';
import type { Aggregate } from '#domain/kit/decider.js';
import { defineEvent, type EventsOf } from '#domain/kit/event.js';
import { instant } from '#domain/kit/values.js';
import { parkingEvents } from '#domain/parking/events.js';
import { createCodec } from '#eventlog/codec.js';
import { createEventLog } from '#eventlog/event-log.js';
import { createParkingDesk, ParkingRefusal, type ParkingDesk } from '#followers/parking-desk.js';
import type { Follower } from '#followers/follower.js';
import { systemClock } from '#platform/clock.js';
import { createStatements } from '#projections/kit/ddl.js';
import { put, remove } from '#projections/kit/change.js';
import { projection } from '#projections/kit/projection.js';
import { bigint, table } from '#projections/kit/table.js';
import { at } from '#test/support/examples.js';
import { anyContext } from '#test/support/history.js';
import { createWorld, type World } from './world.js';

// Seats are held by one stream and taken by another: the row of a seat has two writers.
const events = {
  SeatHeld: defineEvent('SeatHeld', z.strictObject({ seat: z.int(), price: z.int(), at: instant })),
  SeatTaken: defineEvent('SeatTaken', z.strictObject({ seat: z.int(), at: instant })),
};
type SeatEvent = EventsOf<typeof events>;
const codec = createCodec({ seat: events, parking: parkingEvents });

const held = table({
  name: 'held',
  columns: { seat: bigint, price: bigint },
  key: ['seat'],
  writers: 'shared',
});
const heldSeats = (most: number) =>
  projection<SeatEvent>({
    name: 'held_seats',
    version: 1,
    shape: 1,
    categories: ['seat', 'guest'],
    tables: [held],
    on: {
      SeatHeld: ({ data }) => [put(held, { seat: data.seat, price: Math.min(data.price, most) * 10_000 })],
      SeatTaken: ({ data }) => [remove(held, { seat: data.seat })],
    },
  });

/** As it was written first, and with its mistake corrected. */
const [faulty, cured] = [heldSeats(Number.MAX_SAFE_INTEGER), heldSeats(100)];

const aggregateOf = (category: string): Aggregate<null, SeatEvent, SeatEvent> => ({
  category,
  initial: null,
  evolve: () => null,
  decide: (_state, event) => [event],
});

describe('an event of another stream that changes what a parked event changes', () => {
  let world: World;
  let follower: Follower;
  let desk: ParkingDesk;

  const append = async (category: string, id: number, event: SeatEvent) => {
    const log = createEventLog(world.client, codec);
    const execution = { aggregate: aggregateOf(category), id, command: event, context: anyContext() };
    const { position } = await log.execute(execution);
    if (!position) throw new Error('There was nothing to append.');
    return position;
  };
  const hold = (seat: number, price: number) =>
    append('seat', seat, { type: 'SeatHeld', data: { seat, price, at: at(0) } });
  const taken = (guest: number, seat: number) =>
    append('guest', guest, { type: 'SeatTaken', data: { seat, at: at(1) } });
  const parked = async () =>
    (await desk.list({ projection: 'held_seats', limit: 10 })).map(({ stream, first }) => [
      stream,
      first.code,
    ]);

  before(async () => {
    world = await createWorld();
    for (const statement of createStatements(faulty)) await world.pool.query(statement);
    const log = createEventLog(world.client, codec);
    desk = createParkingDesk({ db: world.pool, log: () => Promise.resolve(log), clock: systemClock });
    await hold(1, Number.MAX_SAFE_INTEGER);
    follower = world.start({ codec, projections: [faulty] });
    await follower.settled(await hold(2, 5));
    await taken(70, 1);
    await taken(71, 2);
    await follower.settled(await hold(3, 5));
  });

  after(() => world.close());

  it('waits behind it; those about other rows do not', async () => {
    expect(await parked()).to.have.deep.members([
      ['seat-1', '22003'],
      ['guest-70', null],
    ]);
    expect((await world.pool.query('select seat from held_v1')).rows).to.deep.equal([{ seat: 3 }]);
  });

  it('waits as well when it comes to a process that was started later', async () => {
    await follower.stop();
    await taken(72, 1);
    follower = world.start({ codec, projections: [faulty] });
    await follower.settled(await hold(4, 5));
    expect((await parked()).map(([stream]) => stream)).to.have.members(['seat-1', 'guest-70', 'guest-72']);
  });

  it('cannot be left out: nothing is wrong with it', async () => {
    const waiting = await desk.find('guest-70', { projection: 'held_seats' });
    if (!waiting) throw new Error('It does not wait.');
    const refusal = await desk.skip(waiting, { by: 'ada', reason: 'any' }).catch((error: unknown) => error);
    expect(refusal).to.be.instanceOf(ParkingRefusal);
  });

  it('is handled after it, so that nothing is left of a seat that was taken', async () => {
    await follower.stop();
    follower = world.start({ codec, projections: [cured] });
    await desk.retry({ projection: 'held_seats', version: 1, stream: 'seat-1' }, 'ada');
    await follower.settled(await hold(5, 5));
    expect(await parked()).to.deep.equal([]);
    const { rows } = await world.pool.query('select seat from held_v1 order by seat');
    expect(rows).to.deep.equal([{ seat: 3 }, { seat: 4 }, { seat: 5 }]);
  });

  it('does not keep the one it comes after from being tried, when it waits for a third as well', async () => {
    await follower.stop();
    follower = world.start({ codec, projections: [faulty] });
    await hold(11, Number.MAX_SAFE_INTEGER);
    await follower.settled(await hold(12, Number.MAX_SAFE_INTEGER));
    await taken(80, 11);
    await follower.settled(await taken(80, 12));
    await follower.stop();
    follower = world.start({ codec, projections: [cured] });
    await desk.retry({ projection: 'held_seats', version: 1, stream: 'seat-12' }, 'ada');
    await follower.settled(await hold(6, 5));
    expect((await parked()).map(([stream]) => stream)).to.have.members(['seat-11', 'guest-80']);
    const { rows } = await world.pool.query('select from held_v1 where seat = 12');
    expect(rows).to.have.lengthOf(1);
  });
});
