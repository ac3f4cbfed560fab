import { expect } from 'chai';
import fc from 'fast-check';
import { DomainError } from '#domain/kit/domain-error.js';
import { session, type Session } from '#domain/session/index.js';
import { at } from '#test/support/examples.js';

const GRACE_MS = 10_000;
const SESSION = '0190a5e2-7c31-7d8e-9b7a-3f1f5a4c2b10';

/** What comes in, and how long after the one before. `back`: how many generations behind the newest it is. */
type Step =
  | { readonly does: 'refresh'; readonly back: number; readonly afterMs: number }
  | { readonly does: 'logout' | 'revoked'; readonly afterMs: number };

const afterMs = fc.constantFrom(0, 1_000, 9_999, 10_000, 10_001, 60_000);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        does: fc.constant('refresh' as const),
        back: fc.constantFrom(0, 0, 0, 1, 1, 2, 5),
        afterMs,
      }),
    },
    fc.record({ does: fc.constantFrom('logout' as const, 'revoked' as const), afterMs }),
  ),
  { maxLength: 30 },
);

interface Exchange {
  readonly generation: number;
  /** Generation of the token that was answered; null: refused. */
  readonly successor: number | null;
}

/** As refreshSession does it: only a session at the successor's generation answers a token. */
const exchanged = (state: Session, generation: number): number | null =>
  state.status === 'active' && state.generation === generation + 1 ? state.generation : null;

const begin = (): Session => {
  const start = { sessionId: SESSION, accountId: 7, method: 'password', ip: '', userAgent: '' } as const;
  const data = { ...start, at: at(0) };
  return session.evolve(session.initial, { type: 'SessionStarted', data });
};

const decided = (state: Session, command: Parameters<typeof session.decide>[1]): Session => {
  try {
    return session.decide(state, command).reduce(session.evolve, state);
  } catch (error) {
    if (error instanceof DomainError) return state;
    throw error;
  }
};

interface Moment {
  readonly before: Session;
  readonly after: Session;
  readonly step: Step;
  readonly now: number;
  readonly exchange?: Exchange;
}

/** Plays the steps one after another: the log orders whatever is asked at once. */
const play = (all: readonly Step[]): readonly Moment[] => {
  let state = begin();
  let now = Date.parse(at(0));
  return all.map((step) => {
    now += step.afterMs;
    const instant = new Date(now).toISOString();
    const before = state;
    if (step.does !== 'refresh') {
      state = decided(before, { type: 'EndSession', reason: step.does, at: instant });
      return { before, after: state, step, now };
    }
    const generation = Math.max(0, before.generation - step.back);
    const asked = {
      type: 'RefreshSession',
      generation,
      at: instant,
      graceMs: GRACE_MS,
      notBefore: '',
    } as const;
    state = decided(before, asked);
    const active = before.status === 'active';
    const exchange = { generation, successor: active ? exchanged(state, generation) : null };
    return { before, after: state, step, now, exchange };
  });
};

const inAnyInterleaving = (holds: (moments: readonly Moment[]) => void): void => {
  fc.assert(fc.property(steps, (all) => holds(play(all))));
};

describe('S1: a family of refresh tokens, whatever is asked of it in whatever order', () => {
  it('has at most one token that can be exchanged for a new one: the newest', () => {
    inAnyInterleaving((moments) => {
      for (const { before, after, exchange } of moments) {
        if (after.generation === before.generation) continue;
        expect(exchange).to.deep.equal({ generation: before.generation, successor: before.generation + 1 });
      }
    });
  });

  it('has one successor for each token', () => {
    inAnyInterleaving((moments) => {
      for (const { exchange } of moments)
        if (typeof exchange?.successor === 'number')
          expect(exchange.successor).to.equal(exchange.generation + 1);
    });
  });

  it('locks out nobody who asks again within the grace', () => {
    inAnyInterleaving((moments) => {
      for (const { before, exchange, now } of moments) {
        const isRetry = exchange?.generation === before.generation - 1;
        const inTime = now - Date.parse(before.refreshedAt) <= GRACE_MS;
        if (before.status === 'active' && isRetry && inTime)
          expect(exchange.successor).to.equal(before.generation);
      }
    });
  });

  it('is over for everyone once a replaced token comes back later, or one was ended', () => {
    inAnyInterleaving((moments) => {
      const end = moments.findIndex(({ after }) => after.status === 'ended');
      for (const { exchange, after } of end < 0 ? [] : moments.slice(end)) {
        expect(after.status).to.equal('ended');
        expect(exchange?.successor ?? null).to.equal(null);
      }
      for (const { before, after, exchange, now } of moments) {
        const isReplaced = exchange !== undefined && exchange.generation < before.generation;
        const late = now - Date.parse(before.refreshedAt) > GRACE_MS;
        if (isReplaced && late) expect(after.status).to.equal('ended');
      }
    });
  });
});
