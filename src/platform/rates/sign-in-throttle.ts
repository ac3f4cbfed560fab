// How often passwords may be tried. Promises: wrong ones count for the address and the account together, for
// the address (so that trying one password on many accounts is not free) and for the account (so that many
// addresses are not). A stranger cannot lock anybody out: where the account was signed in from within a
// fortnight, only that address's own failures count. Tries that run at once count at once. Throws
// `rate_limited` (429); names nobody holds are counted like others.
import { AppError } from '../app-error.js';
import { rateLimited } from './refusal.js';
import type { Subjects } from './subject.js';
import type { Limit, Windows } from './windows.js';

/** Failures in 15 minutes. */
export interface SignInRates {
  readonly pair: number;
  readonly address: number;
  readonly account: number;
}

export interface SignInThrottle {
  /** Tries to sign in as somebody, if that may be tried now. */
  attempt<T>(who: { readonly address: string; readonly name: string }, work: () => Promise<T>): Promise<T>;
}

const QUARTER_HOUR = 15 * 60;
const FORTNIGHT = 14 * 86_400;
/** Notes that there was one; never refuses. */
const KNOWN: Limit = { name: 'known', most: Number.MAX_SAFE_INTEGER, seconds: FORTNIGHT, forgiving: true };

const isWrong = (error: unknown): boolean =>
  error instanceof AppError &&
  (error.code === 'invalid_credentials' || error.problems.some(({ code }) => code === 'wrong_password'));

interface Counter {
  readonly limit: Limit;
  readonly subject: string;
}

const failures = (name: string, most: number): Limit => ({
  name,
  most,
  seconds: QUARTER_HOUR,
  forgiving: true,
});

const limitsOf = (rates: SignInRates) => ({
  pair: failures('sign-in', rates.pair),
  address: failures('sign-in-address', rates.address),
  account: failures('sign-in-account', rates.account),
});

/** Where nothing is counted: `RATE_LIMITS=off`. */
export const NO_SIGN_IN_THROTTLE: SignInThrottle = { attempt: (_who, work) => work() };

export const createSignInThrottle = (deps: {
  readonly windows: Windows;
  readonly subjects: Subjects;
  readonly rates: SignInRates;
}): SignInThrottle => {
  const { windows, subjects } = deps;
  const limits = limitsOf(deps.rates);
  /** One after another: who is refused by an earlier one counts nowhere else, so that nobody can use up the last. */
  const takeAll = async (counters: readonly Counter[]): Promise<void> => {
    for (const { limit, subject } of counters) {
      const taken = await windows.take(limit, subject);
      if (!taken.allowed) throw rateLimited('Too many failed sign-ins. Wait a while.', taken);
    }
  };
  const giveBack = async (counters: readonly Counter[]): Promise<void> => {
    await Promise.all(counters.map(({ limit, subject }) => windows.giveBack(limit, subject)));
  };
  return {
    attempt: async (who, work) => {
      const address = subjects.address(who.address);
      const name = subjects.name(who.name);
      const both = `${address}.${name}`;
      const pair: Counter = { limit: limits.pair, subject: both };
      const own: Counter = { limit: limits.address, subject: address };
      const others: Counter = { limit: limits.account, subject: name };
      const wider = (await windows.has(KNOWN, both)) ? [own] : [own, others];
      await takeAll([pair, ...wider]);
      try {
        const result = await work();
        await Promise.all([windows.clear(limits.pair, both), giveBack(wider), windows.take(KNOWN, both)]);
        return result;
      } catch (error) {
        if (!isWrong(error)) await giveBack([pair, ...wider]);
        throw error;
      }
    },
  };
};
