// What is known of followers, from one place: for health, metrics, operators and the console. Promises: lag is
// measured against the log as it is, never taken from the follower; looks within a second share one answer;
// an answer comes within some seconds. Without the log positions and failures are told and lags are null;
// without Postgres it fails. It changes nothing.
import { shared, within } from '#platform/within.js';
import { askLog } from './ask-log.js';
import type { KnownFollower, KnownFollowers, KnownLag } from './known-followers.js';
import { createRates, type Rates } from './rates.js';
import { keyOf, readStored, type StoredFollower } from './stored.js';
import { ANSWER_MS, type FollowerWatchOptions } from './watch-options.js';

export type * from './known-followers.js';
export type { FollowerWatchOptions } from './watch-options.js';

export interface FollowerWatch {
  /** Rejects when Postgres does not answer. */
  look(): Promise<KnownFollowers>;
  /** Notes how much was handled, so that a later look knows how fast that goes. Rejects like `look`. */
  sample(): Promise<void>;
}

const FRESH_MS = 1_000;

const nothingYet = { at: null, eventsHandled: 0, parked: { streams: 0, events: 0 } };

/** What this release should have and the database does not know: it never ran. */
const missingIn = (
  stored: readonly StoredFollower[],
  { projections, reactors }: FollowerWatchOptions,
): readonly StoredFollower[] => {
  const isThere = (kind: string, name: string): boolean =>
    stored.some((one) => one.kind === kind && one.name === name);
  const asStored = (kind: StoredFollower['kind'], name: string, version: number): StoredFollower => ({
    ...{ kind, name, version, role: 'live', held: false, lastError: null, restarts: 0 },
    ...nothingYet,
  });
  return [
    ...projections
      .filter(({ name }) => !isThere('projection', name))
      .map(({ name, version }) => asStored('projection', name, version)),
    ...reactors
      .filter(({ name }) => !isThere('reactor', name))
      .map(({ name }) => asStored('reactor', name, 1)),
  ];
};

const knownOf = (one: StoredFollower, lag: KnownLag | undefined, rates: Rates): KnownFollower => {
  const { held, at, ...facts } = one;
  return {
    ...facts,
    state: held ? one.role : 'stopped',
    position: at?.commit.toString() ?? null,
    lag: lag ?? null,
    perSecond: rates.perSecond(keyOf(one)),
  };
};

export const createFollowerWatch = (options: FollowerWatchOptions): FollowerWatch => {
  const { db, answerMs = ANSWER_MS } = options;
  const rates = createRates();
  const read = async (): Promise<readonly StoredFollower[]> => {
    const stored = await within(answerMs, readStored(db));
    rates.note(performance.now(), new Map(stored.map((one) => [keyOf(one), one.eventsHandled])));
    return [...stored, ...missingIn(stored, options)];
  };
  const lookAnew = async (): Promise<KnownFollowers> => {
    const stored = await read();
    const { known: log, lags } = await askLog(options, stored);
    const followers = stored.map((one) => knownOf(one, lags.get(keyOf(one)), rates));
    return { at: new Date().toISOString(), log, followers };
  };
  return {
    look: shared(FRESH_MS, lookAnew),
    sample: async () => {
      await read();
    },
  };
};
