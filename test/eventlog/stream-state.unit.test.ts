import { findCommand, type RecentCommands } from '#eventlog/recent-commands.js';
import { expect } from 'chai';
import { sealDecision } from '#eventlog/seal-decision.js';
import { advance, emptyStream, type StreamState } from '#eventlog/stream-state.js';
import { caller } from '#test/support/callers.js';
import { deepFreeze } from '#test/support/deep-freeze.js';
import { counter, counterCodec, type Counter } from './counter.js';

const EMPTY = emptyStream(counter.initial);
const commandIdOf = (key: string): string => caller({ key }).context.commandId;

/** The stream after the command `key` added 1, `events` times. */
const after = (before: StreamState<Counter>, key: string, events = 1): StreamState<Counter> => {
  const decision = {
    stream: 'xcounter-1',
    after: before.revision,
    events: counter.decide(before.state, { type: 'Add', by: 1, events }),
    codec: counterCodec,
    context: caller({ key }).context,
  };
  const position = BigInt(before.revision + 1 + events);
  return advance(counter, before, sealDecision(decision).recorded({ commit: position, prepare: position }));
};

const afterCommands = (count: number): StreamState<Counter> =>
  Array.from({ length: count }, (_, index) => `command ${index}`).reduce(
    (state, key) => after(state, key),
    EMPTY,
  );

const idsOf = ({ older, newer }: RecentCommands): string[] => [
  ...new Set([...older.keys(), ...newer.keys()]),
];

describe('the state of a stream', () => {
  it('is the same object when there is nothing new', () => {
    expect(advance(counter, EMPTY, [])).to.equal(EMPTY);
  });

  it('leaves the state before as it was', () => {
    const before = deepFreeze(afterCommands(2));
    const known = idsOf(before.recent);
    after(before, 'another');
    expect(idsOf(before.recent)).to.deep.equal(known);
  });

  it('remembers of a command of several events where it began and where it ended', () => {
    const { recent } = after(afterCommands(1), 'three', 3);
    expect(findCommand(recent, commandIdOf('three'))).to.include({ firstRevision: 1, lastRevision: 3 });
    expect(findCommand(recent, commandIdOf('three'))?.position).to.deep.equal({ commit: 4n, prepare: 4n });
  });

  it('remembers the first command and at least the newest two hundred, of however many', () => {
    const known = idsOf(afterCommands(1_000).recent);
    const newest = Array.from({ length: 200 }, (_, index) => commandIdOf(`command ${800 + index}`));
    expect(known).to.include.members([commandIdOf('command 0'), ...newest]);
    expect(known.length).to.be.lessThan(230);
  });
});
