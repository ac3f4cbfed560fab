import { expect } from 'chai';
import { causationTree, type CommandNode } from '#audit/causation-tree.js';
import { recordWith } from '#test/cli/support/log-record.js';

type Shape = readonly [string, readonly (string | Shape)[]];

const shapeOf = ({ commandId, children }: CommandNode): Shape => [
  commandId,
  children.map((child) => ('record' in child ? child.record.type : shapeOf(child))),
];

const shapes = (...records: ReturnType<typeof recordWith>[]) => causationTree(records).map(shapeOf);

describe('events by cause', () => {
  it('stand under the command that recorded them', () => {
    const tree = shapes(recordWith({ command: 'a', type: 'One' }), recordWith({ command: 'a', type: 'Two' }));
    expect(tree).to.deep.equal([['a', ['One', 'Two']]]);
  });

  it('stand under a step of the command that caused them, also when the step came first', () => {
    const step = recordWith({ command: 'a1', cause: 'a', type: 'Reserved' });
    expect(shapes(step, recordWith({ command: 'a', type: 'Created' }))).to.deep.equal([
      ['a', [['a1', ['Reserved']], 'Created']],
    ]);
  });

  it('show a command that recorded nothing itself', () => {
    expect(shapes(recordWith({ command: 'a1', cause: 'a', type: 'Ended' }))).to.deep.equal([
      ['a', [['a1', ['Ended']]]],
    ]);
  });

  it('hang steps of steps deeper, in whatever order they came', () => {
    const inner = recordWith({ command: 'a11', cause: 'a1', type: 'Inner' });
    const outer = recordWith({ command: 'a1', cause: 'a', type: 'Outer' });
    expect(shapes(inner, outer)).to.deep.equal([['a', [['a1', [['a11', ['Inner']], 'Outer']]]]]);
  });

  it('leave out events of other programs', () => {
    expect(causationTree([{ ...recordWith(), origin: null }])).to.deep.equal([]);
  });
});
