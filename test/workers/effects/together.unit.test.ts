import { expect } from 'chai';
import { failureOf } from '#test/support/failure.js';
import { together } from '#workers/effects/together.js';

/** Answers when it is let go; keeps what it was asked. */
const slow = () => {
  const asked: (readonly number[])[] = [];
  let letGo: (() => void)[] = [];
  const ask = (all: readonly number[]): Promise<number[]> => {
    asked.push(all);
    return new Promise((resolve) => letGo.push(() => resolve(all.map((one) => one * 10))));
  };
  const release = (): void => {
    const waiting = letGo;
    letGo = [];
    for (const go of waiting) go();
  };
  return { asked, ask, release };
};

describe('what is asked together', () => {
  it('goes out at once when nothing is under way', () => {
    const { asked, ask } = slow();
    void together(ask)(1);
    expect(asked).to.deep.equal([[1]]);
  });

  it('goes out as one while an answer is under way, and each gets its own', async () => {
    const { asked, ask, release } = slow();
    const one = together(ask);
    const first = one(1);
    const others = [one(2), one(3)];
    release();
    expect(await first).to.equal(10);
    release();
    expect(await Promise.all(others)).to.deep.equal([20, 30]);
    expect(asked).to.deep.equal([[1], [2, 3]]);
  });

  it('fails together, and does not keep the next from being asked', async () => {
    let broken = true;
    const one = together(async (all: readonly number[]) => {
      if (broken) throw new Error('away');
      return all;
    });
    expect((await failureOf(one(1))).message).to.equal('away');
    broken = false;
    expect(await one(2)).to.equal(2);
  });
});
