// Keeps a standing up to date with the log. Promises: what ended sessions anywhere is in force here as soon as
// the log hands it over; until the past was read, every token is looked up in the log itself. While the log is
// away what is known stays in force, and `since` says from when on nothing new was heard. It never gives up:
// `close` ends it.
import { setTimeout as delay } from 'node:timers/promises';
import type { History } from '#audit/history.js';
import type { LogRecord } from '#audit/log-record.js';
import type { Position } from '#platform/position.js';
import type { IsOver } from './bearer-token.js';
import { endingOf, STANDING_TYPES, type Ending, type Standing } from './standing.js';

interface Past {
  readonly after: Position;
  readonly endings: readonly Ending[];
}

export interface StandingOptions {
  readonly standing: Standing;
  /** What is over by now, and the position up to which that is known; undefined: it is not known yet. */
  readonly past: () => Promise<Past | undefined>;
  readonly history: Pick<History, 'follow'>;
  /** Asks the log about one token. Throws 503 when it does not answer. */
  readonly lookUp: (token: Parameters<IsOver>[0]) => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

export interface FollowedStanding {
  readonly isOver: IsOver;
  /** Since when nothing is heard of the log, in milliseconds since 1970; null: it is followed. */
  readonly deafSince: () => number | null;
  readonly close: () => Promise<void>;
}

const AGAIN_MS = 1_000;

const learnFrom = (standing: Standing, { type, data }: LogRecord): void => {
  const ending = endingOf(type, data);
  if (ending) standing.learn(ending);
};

/** Until the signal is given, also across failures. */
const persistently = async (
  { signal, onError }: { signal: AbortSignal; onError: (error: unknown) => void },
  work: () => Promise<void>,
): Promise<void> => {
  while (!signal.aborted) {
    try {
      await work();
      return;
    } catch (error) {
      onError(error);
      await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
};

/** Asked again and again until it is known; undefined: the signal came first. */
const pastOf = async ({ past }: StandingOptions, signal: AbortSignal): Promise<Past | undefined> => {
  let known = await past();
  while (!known && !signal.aborted) {
    await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    known = await past();
  }
  return known;
};

export const followStanding = (options: StandingOptions): FollowedStanding => {
  const { standing, history, lookUp, onError } = options;
  const closing = new AbortController();
  const { signal } = closing;
  let deafSince: number | null = Date.now();
  let knowsPast = false;
  let after: Position | null = null;

  const readPast = async (): Promise<void> => {
    const past = await pastOf(options, signal);
    if (!past) return;
    past.endings.forEach(standing.learn);
    after = past.after;
    knowsPast = true;
  };
  const follow = async (): Promise<void> => {
    const onConnection = (state: 'lost' | 'back'): void => {
      deafSince = state === 'lost' ? (deafSince ?? Date.now()) : null;
    };
    deafSince = null;
    const following = { query: { types: STANDING_TYPES }, after, signal, onConnection };
    for await (const record of history.follow(following)) {
      learnFrom(standing, record);
      after = record.position;
    }
  };
  const onFailure = (error: unknown): void => {
    deafSince ??= Date.now();
    onError(error);
  };
  const failing = { signal, onError: onFailure };
  const running = persistently(failing, readPast).then(() => persistently(failing, follow));
  return {
    isOver: (token) => standing.isOver(token) || (knowsPast ? false : lookUp(token)),
    deafSince: () => deafSince,
    close: async () => {
      closing.abort();
      await running;
    },
  };
};
