import { expect } from 'chai';
import { createBoard, type Seen } from '#followers/progress-board.js';
import type { Position } from '#platform/position.js';

const at = (commit: number): Position => ({ commit: BigInt(commit), prepare: BigInt(commit) });

const part = (index: number, commit: number, more: Partial<Seen> = {}): Seen => ({
  projection: 'projects',
  part: `projects#${index}/2`,
  of: 2,
  position: at(commit),
  live: true,
  lagMs: 0,
  silentMs: 0,
  ...more,
});

const boardOf = (...seen: readonly Seen[]) => {
  const board = createBoard(2_000);
  board.learn(seen);
  return board;
};

describe('a projection that is followed in parts, to those who wait for it', () => {
  it('has handled a position when all its parts have', () => {
    const board = boardOf(part(0, 7), part(1, 7));
    expect(board.behind(['projects'], at(7))).to.deep.equal([]);
  });

  it('is behind while one of its parts is', () => {
    const board = boardOf(part(0, 7), part(1, 6));
    expect(board.behind(['projects'], at(7))).to.deep.equal(['projects']);
  });

  it('has handled it when the notice of the last part comes', () => {
    const board = boardOf(part(0, 7), part(1, 6));
    board.learnPosition('projects#1/2', at(8));
    expect(board.behind(['projects'], at(7))).to.deep.equal([]);
  });

  it('is not believed on the word of some of its parts', () => {
    expect(boardOf(part(0, 7)).behind(['projects'], at(7))).to.deep.equal(['projects']);
  });

  it('is not worth waiting for when nobody works on one of its parts', () => {
    expect(boardOf(part(0, 7), part(1, 6, { live: false })).isWorthWaiting('projects')).to.equal(false);
  });

  it('is as old as the oldest of its parts', () => {
    expect(boardOf(part(0, 7, { lagMs: 10 }), part(1, 6, { lagMs: 40 })).lagOf('projects')).to.equal(40);
  });

  it('is waited for again when the part moves that was waited for in vain', () => {
    const board = boardOf(part(0, 7), part(1, 7));
    board.trip('projects');
    board.learnPosition('projects#0/2', at(8));
    expect(board.isWorthWaiting('projects')).to.equal(false);
    board.learnPosition('projects#1/2', at(8));
    expect(board.isWorthWaiting('projects')).to.equal(true);
  });

  it('is judged by the parts it has now', () => {
    const board = boardOf(part(0, 9), part(1, 6));
    board.learn([part(0, 6, { part: 'projects', of: 1 })]);
    expect(board.behind(['projects'], at(9))).to.deep.equal(['projects']);
    board.learnPosition('projects', at(9));
    expect(board.behind(['projects'], at(9))).to.deep.equal([]);
  });
});
