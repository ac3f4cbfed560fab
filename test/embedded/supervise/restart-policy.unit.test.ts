import { expect } from 'chai';
import { decideRestart, type Life } from '#embedded/supervise/restart-policy.js';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** Lives that began and ended at these seconds. */
const lives = (...spans: readonly (readonly [number, number])[]): readonly Life[] =>
  spans.map(([from, to]) => ({ startedAt: from * SECOND, diedAt: to * SECOND }));

describe('a child that died', () => {
  it('is started again after 200 ms the first time', () => {
    expect(decideRestart(lives([0, 5]))).to.deep.equal({ kind: 'restart', delayMs: 200 });
  });

  it('is started again after twice as long the second time', () => {
    expect(decideRestart(lives([0, 5], [6, 10]))).to.deep.equal({ kind: 'restart', delayMs: 400 });
  });

  it('is given up at its third death within a minute', () => {
    expect(decideRestart(lives([0, 5], [6, 10], [11, 20]))).to.deep.equal({ kind: 'give-up' });
  });

  it('is not given up when the third death comes after the minute', () => {
    expect(decideRestart(lives([0, 5], [6, 40], [41, 66]))).to.deep.equal({ kind: 'restart', delayMs: 800 });
  });

  it('never waits longer than 5 s', () => {
    const row = Array.from({ length: 12 }, (_, n) => [n * 50, n * 50 + 49] as const);
    expect(decideRestart(lives(...row))).to.deep.equal({ kind: 'restart', delayMs: 5_000 });
  });

  it('starts from the shortest delay again after a minute of health', () => {
    const healthy = lives([0, 40], [41, 80], [81, 81 + MINUTE / SECOND]);
    expect(decideRestart(healthy)).to.deep.equal({ kind: 'restart', delayMs: 200 });
  });
});
