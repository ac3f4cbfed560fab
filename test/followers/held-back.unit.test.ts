import { expect } from 'chai';
import { UndecodableEvent } from '#eventlog/codec.js';
import type { Followed } from '#followers/decode.js';
import { createHeldBack } from '#followers/held-back.js';
import type { Subject } from '#followers/subject.js';

const subject = (name: string, unhurried: boolean): Subject => ({
  ...{ name, version: 1, logic: 1, categories: ['thing'], unhurried },
  plan: () => () => [],
  touches: () => [],
});
const lists = subject('lists', false);
const numbers = subject('numbers', true);
const both = [lists, numbers];

const unreadable = new UndecodableEvent('T', 'whatever');

const events = (from: number, to: number, stream = 'thing-1'): readonly Followed[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const commit = BigInt(from + index);
    const place = { id: String(from + index), stream, revision: from + index, created: new Date(0) };
    return { ...place, type: 'T', position: { commit, prepare: commit }, unreadable };
  });

const clock = { ms: 0, now: (): number => clock.ms };

const given = (due: { subjects: readonly Subject[]; events: readonly Followed[] }) => [
  due.subjects.map(({ name }) => name).join(' '),
  due.events.map(({ id }) => id).join(' '),
];

describe('events of a busy log', () => {
  it('come at once to those who are in a hurry', () => {
    expect(given(createHeldBack(both).take(events(1, 3)))).to.deep.equal(['lists', '1 2 3']);
  });

  it('come to the others with those that follow, in their order', () => {
    const held = createHeldBack(both, clock.now);
    held.take(events(1, 3));
    held.take(events(4, 4));
    clock.ms += 100;
    expect(given(held.take(events(5, 6)))).to.deep.equal(['lists numbers', '1 2 3 4 5 6']);
  });

  it('come to the others within a tenth of a second, whether more follow or not', () => {
    const held = createHeldBack(both, clock.now);
    held.take(events(1, 2));
    clock.ms += 30;
    expect(held.leftMs()).to.equal(70);
    clock.ms += 80;
    expect(held.leftMs()).to.equal(0);
    expect(given(held.release())).to.deep.equal(['lists numbers', '1 2']);
    expect(held.leftMs()).to.equal(undefined);
  });

  it('are not held back when a backlog comes', () => {
    const held = createHeldBack(both);
    held.take(events(1, 2));
    const [who, what] = given(held.take(events(3, 40)));
    expect(who).to.equal('lists numbers');
    expect(what).to.match(/^1 2 3 .* 40$/);
  });

  it('are not held back in front of what an operator decided about parked ones', () => {
    const held = createHeldBack(both);
    held.take(events(1, 2));
    const decided = events(3, 3, 'parking-numbers.1');
    expect(given(held.take([...events(3, 3), ...decided]))).to.deep.equal(['lists numbers', '1 2 3 3']);
  });

  it('do not grow without end', () => {
    const held = createHeldBack(both, clock.now);
    const sizes = Array.from(
      { length: 40 },
      (_, at) => held.take(events(at * 20, at * 20 + 19)).events.length,
    );
    expect(Math.max(...sizes)).to.be.within(500, 540);
  });
});

describe('events that come one at a time', () => {
  it('come to everybody at once', () => {
    const held = createHeldBack(both);
    expect(given(held.take(events(1, 1)))).to.deep.equal(['lists numbers', '1']);
    expect(held.leftMs()).to.equal(undefined);
  });
});

describe('events for those who are all alike', () => {
  for (const [named, subjects] of Object.entries({ 'in a hurry': [lists], 'in no hurry': [numbers] })) {
    it(`come at once when they are ${named}`, () => {
      expect(given(createHeldBack(subjects).take(events(1, 3)))[1]).to.equal('1 2 3');
    });
  }
});
