// How soon a row shows an event, and how many events a second rows can keep up with.
import { newDatabase } from '../lib/new-database.mjs';
import { startLoad } from '../lib/load-process.mjs';
import { startDatabase, startFollow, startStore } from '../store/servers.mjs';

const FIRST = 200;
const MOST = 20_000;
const FACTOR = 1.5;
/** Between the last rate that was kept up with and the first that was not. */
const HALVINGS = 2;
/** What a lag may grow by, and how late the last answer may come, where it does not grow without end (ms). */
const GROWTH_MS = 100;
const LATE_MS = 500;

const isBounded = ({ early, last, late }) => late <= LATE_MS && last <= 2 * early + GROWTH_MS;

const trial = async ({ run, say, seconds }, perSecond) => {
  const figures = await run({ perSecond, seconds });
  const bounded = isBounded(figures);
  say(
    `  ${perSecond.toFixed(0)}/s: p50 ${figures.p50.toFixed(1)} ms, p99 ${figures.p99.toFixed(1)} ms, ` +
      (bounded ? 'lag bounded' : `lag grows (${figures.early.toFixed(0)} to ${figures.last.toFixed(0)} ms)`),
  );
  return bounded;
};

/** The highest rate tried whose lag stays bounded. */
const capacityOf = async (parts) => {
  let kept = 0;
  let lost = FIRST;
  while (lost <= MOST && (await trial(parts, lost))) {
    kept = lost;
    lost *= FACTOR;
  }
  for (let at = 0; at < HALVINGS; at += 1) {
    const between = (kept + lost) / 2;
    if (await trial(parts, between)) kept = between;
    else lost = between;
  }
  return kept;
};

/** Events a second that read models keep up with; and the wait for a row at half of it. */
export const live = async ({ live: { seconds }, say }) => {
  const store = await startStore();
  const database = await startDatabase();
  const load = startLoad();
  let follower;
  try {
    const { appUrl } = await newDatabase(database, 'live', { migrated: true });
    follower = startFollow({ log: store.url, database: appUrl });
    const job = { kind: 'live', url: store.url, database: appUrl };
    const parts = { run: (rate) => load.run({ ...job, ...rate }), say, seconds };
    await trial(parts, FIRST / 2);
    say('live:');
    const capacity = await capacityOf(parts);
    const { p50, p99, longest } = await parts.run({ perSecond: capacity / 2, seconds: 2 * seconds });
    say(`live at ${(capacity / 2).toFixed(0)}/s: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    return { seconds, capacity, perSecond: capacity / 2, p50, p99, longest };
  } finally {
    load.stop();
    await follower?.stop();
    await Promise.all([store.stop(), database.stop()]);
  }
};
