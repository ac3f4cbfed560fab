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

describe('the state of a stream', () => {
  it('is the same object when there is nothing new', () => {
    expect(advance(counter, EMPTY, [])).to.equal(EMPTY);
  });

  it('leaves the state before as it was', () => {
    const before = deepFreeze(afterCommands(2));
    const known = [...before.recent.keys()];
    after(before, 'another');
    expect([...before.recent.keys()]).to.deep.equal(known);
  });

  it('remembers of a command of several events where it began and where it ended', () => {
    const { recent } = after(afterCommands(1), 'three', 3);
    expect(recent.get(commandIdOf('three'))).to.include({ firstRevision: 1, lastRevision: 3 });
    expect(recent.get(commandIdOf('three'))?.position).to.deep.equal({ commit: 4n, prepare: 4n });
  });

  it('remembers the first command and the newest ones, two hundred in all', () => {
    const { recent } = afterCommands(260);
    const expected = [0, ...Array.from({ length: 199 }, (_, index) => 61 + index)];
    expect([...recent.keys()]).to.deep.equal(expected.map((index) => commandIdOf(`command ${index}`)));
  });
});
