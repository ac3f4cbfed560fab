import { parking as decisions } from '#domain/parking/index.js';
import { newestEvent } from '#eventlog/newest-event.js';
import type { FollowedLog } from '../source.js';
import type { KnownLag, KnownLog } from './known-followers.js';
import { lagBehind } from './lag.js';
import { keyOf, type StoredFollower } from './stored.js';
import { ANSWER_MS, type FollowerWatchOptions, type Named } from './watch-options.js';

const COUNT_TO = 5_000;
const NO_LOG: KnownLog = { reachable: false, head: null, latencyMs: null };

/** Live ones move together, over the events of all of them; a build reads its own only. */
const categoriesOf = (
  { kind, name, role }: StoredFollower,
  { projections, reactors }: FollowerWatchOptions,
): readonly string[] | undefined => {
  const all: readonly Named[] = kind === 'projection' ? projections : reactors;
  const own = all.find((one) => one.name === name);
  if (!own) return undefined;
  if (role === 'building') return own.categories;
  return [...new Set([...all.flatMap(({ categories }) => categories), decisions.category])];
};

const headOf = async (log: FollowedLog, answerMs: number): Promise<KnownLog> => {
  const started = performance.now();
  const head = await newestEvent(log, answerMs, ({ event, commitPosition }) =>
    event && commitPosition !== undefined
      ? { position: commitPosition.toString(), at: event.created.toISOString() }
      : undefined,
  );
  return { reachable: true, head: head ?? null, latencyMs: Math.round(performance.now() - started) };
};

type Lags = ReadonlyMap<string, KnownLag>;

/** Those at the same place with the same events share one look at the log. */
const lagsOf = async (
  log: FollowedLog,
  stored: readonly StoredFollower[],
  options: FollowerWatchOptions,
): Promise<Lags> => {
  const { answerMs = ANSWER_MS, countTo: limit = COUNT_TO } = options;
  const looks = new Map<string, Promise<KnownLag | undefined>>();
  const lags = new Map<string, KnownLag>();
  const lookFor = async (one: StoredFollower): Promise<void> => {
    const categories = categoriesOf(one, options);
    if (!categories) return;
    const place = JSON.stringify([one.at?.commit.toString(), one.at?.prepare.toString(), categories]);
    const look = looks.get(place) ?? lagBehind(log, { from: one.at, categories, limit, timeoutMs: answerMs });
    looks.set(place, look);
    const lag = await look.catch(() => undefined);
    if (lag) lags.set(keyOf(one), lag);
  };
  await Promise.all(stored.map(lookFor));
  return lags;
};

/** What the log says; a log that is away is an answer, too. */
export const askLog = async (options: FollowerWatchOptions, stored: readonly StoredFollower[]) => {
  const { answerMs = ANSWER_MS, onLogLost } = options;
  try {
    const log = await options.log();
    const [known, lags] = await Promise.all([headOf(log, answerMs), lagsOf(log, stored, options)]);
    return { known, lags };
  } catch {
    // Why it is away is not asked here: that it is, is the answer.
    onLogLost?.();
    return { known: NO_LOG, lags: new Map<string, KnownLag>() };
  }
};
