import { expect } from 'chai';
import fc from 'fast-check';
import { refreshSession } from '#commands/sessions/refresh-session.js';
import { signIn } from '#commands/sessions/sign-in.js';
import { AppError } from '#platform/app-error.js';
import { caller, later } from '#test/support/callers.js';
import { useWriteSide } from '#test/support/write-side.js';
import { PASSWORD, register, somebody } from './people.js';

/** Of those who hold the token at the same moment: with which process, and after how many seconds. */
const racers = fc.array(fc.record({ other: fc.boolean(), second: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 5,
});
/** One race after another; then the thief's turn, or not. */
const story = fc.record({ races: fc.array(racers, { minLength: 1, maxLength: 3 }), theft: fc.boolean() });

describe('S1: a family of refresh tokens in the log, asked by several processes at once', () => {
  const side = useWriteSide();
  const input = somebody();
  before(() => register(side().deps, input));

  /** The successor, or undefined for a refusal. */
  const refresh = async (token: string, second: number, other: boolean): Promise<string | undefined> => {
    const deps = other ? side().otherProcess() : side().deps;
    try {
      return (await refreshSession(deps, caller({ at: later(second) }), token)).refresh;
    } catch (error) {
      if (error instanceof AppError && error.code === 'token_not_valid') return undefined;
      throw error;
    }
  };

  it('has one successor for all honest askers, and none for anybody after a theft', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ races, theft }) => {
        const { tokens } = await signIn(side().deps, caller(), { name: input.email, password: PASSWORD });
        let [token, clock] = [tokens.refresh, 0];
        for (const race of races) {
          const asked = race.map(({ other, second }) => refresh(token, clock + second, other));
          const successors = new Set(await Promise.all(asked));
          expect([...successors]).to.have.length(1);
          token = [...successors][0] ?? '';
          expect(token).not.to.equal('');
          clock += 100;
        }
        if (!theft) return;
        expect(await refresh(tokens.refresh, clock, true)).to.equal(undefined);
        expect(await refresh(token, clock + 1, false)).to.equal(undefined);
      }),
      { numRuns: 15 },
    );
  });
});
