import { expect } from 'chai';
import fc from 'fast-check';
import type { Consumer } from '#embedded/eventstore/persistent/consumer.js';
import { GroupState, type Parking } from '#embedded/eventstore/persistent/group-state.js';
import { STRATEGIES } from '#embedded/eventstore/persistent/settings.js';
import { someMessage, someSettings } from './make.js';

/** What may happen to a group; numbers choose among the consumers and messages there are. */
type Step =
  | { readonly do: 'feed' | 'connect' | 'disconnect' | 'expire' | 'park-done' | 'park-failed' }
  | { readonly do: 'ack' | 'retry' | 'skip' | 'park' | 'block' | 'unblock'; readonly who: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('feed', 'feed', 'connect', 'disconnect', 'expire', 'park-done', 'park-failed'),
  }),
  fc.record({
    do: fc.constantFrom('ack', 'ack', 'retry', 'skip', 'park', 'block', 'unblock'),
    who: fc.nat({ max: 50 }),
  }),
);

/** A group beside a simple account of what was read and what was settled. */
class World {
  readonly state: GroupState;
  readonly consumers: Consumer[] = [];
  readonly held = new Map<Consumer, Map<string, number>>();
  readonly settled = new Set<number>();
  readonly wrong: string[] = [];
  parkings: Parking[] = [];
  read = 0;
  now = 0;

  constructor(strategy: (typeof STRATEGIES)[number]) {
    this.state = new GroupState(someSettings({ strategy, messageTimeoutMs: 10 }), -1);
  }

  dispatch(): void {
    this.state.dispatch(this.now, (message) => (consumer) => {
      if (consumer.blocked) this.wrong.push('sent to a blocked consumer');
      if (consumer.size > consumer.slots) this.wrong.push('more than its slots');
      if (this.settled.has(message.at)) this.wrong.push(`settled ${String(message.at)} came again`);
      this.held.get(consumer)?.set(message.id, message.at);
      return true;
    });
  }

  /** Lets a consumer answer about one message it holds. */
  answer(how: 'ack' | 'retry' | 'skip' | 'park', who: number): void {
    const consumer = this.consumers[who % Math.max(1, this.consumers.length)];
    if (consumer === undefined) return;
    const holds = this.held.get(consumer);
    const [id, at] = [...(holds ?? [])][0] ?? [];
    if (id === undefined || at === undefined) return;
    holds?.delete(id);
    if (how === 'ack') this.state.ack(consumer, [id], this.now);
    else this.parkings.push(...this.state.refuse(consumer, [id], { do: how, reason: '' }));
    if (how === 'ack' || how === 'skip') this.settled.add(at);
  }

  expire(): void {
    this.now += 11;
    this.parkings.push(...this.state.expire(this.now));
    for (const holds of this.held.values()) holds.clear();
  }

  run(one: Step): void {
    switch (one.do) {
      case 'feed':
        this.state.feed(someMessage(this.read++));
        break;
      case 'connect': {
        const consumer = this.state.connect(3);
        this.consumers.push(consumer);
        this.held.set(consumer, new Map());
        break;
      }
      case 'disconnect': {
        const consumer = this.consumers.shift();
        if (consumer !== undefined) this.state.disconnect(consumer);
        break;
      }
      case 'expire':
        this.expire();
        break;
      case 'park-done':
      case 'park-failed':
        this.finishParking(one.do === 'park-done');
        break;
      case 'block':
      case 'unblock': {
        const consumer = this.consumers[one.who % Math.max(1, this.consumers.length)];
        if (consumer !== undefined) consumer.blocked = one.do === 'block';
        break;
      }
      case 'ack':
      case 'retry':
      case 'skip':
      case 'park':
        this.answer(one.do, one.who);
    }
    this.dispatch();
  }

  finishParking(done: boolean): void {
    const parking = this.parkings.shift();
    if (parking === undefined) return;
    if (done) {
      this.state.parked(parking.message);
      this.settled.add(parking.message.at);
    } else this.state.notParked(parking.message);
  }

  /** Everybody answers until nothing is left. */
  drain(): void {
    for (const consumer of this.consumers) consumer.blocked = false;
    this.run({ do: 'connect' });
    for (let round = 0; round < 10 * (this.read + 1); round++) {
      if (this.parkings.length > 0) this.run({ do: 'park-done' });
      this.run({ do: 'ack', who: round });
    }
  }

  /** The highest place up to which everything is settled. */
  get expectedMark(): number {
    let at = -1;
    while (this.settled.has(at + 1)) at++;
    return at;
  }
}

describe('persistent subscription: whatever happens to a group', () => {
  for (const strategy of STRATEGIES) {
    it(`its mark is exactly what is settled with all before it (${strategy})`, () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
          const world = new World(strategy);
          for (const one of steps) {
            world.run(one);
            expect(world.state.mark.at).to.equal(world.expectedMark);
          }
          expect(world.wrong).to.deep.equal([]);
        }),
        { numRuns: 200 },
      );
    });

    it(`every message reaches somebody in the end (${strategy})`, () => {
      fc.assert(
        fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
          const world = new World(strategy);
          for (const one of steps) world.run(one);
          world.drain();
          expect(world.settled.size).to.equal(world.read);
          expect(world.state.counts).to.deep.equal({ fresh: 0, again: 0, parking: 0 });
        }),
        { numRuns: 100 },
      );
    });
  }
});
