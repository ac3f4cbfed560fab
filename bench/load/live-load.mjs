// Appends at a steady rate, whatever the answers take, and waits as the API does until each event's rows are
// there. Some of the rows are looked at.
import { setTimeout as pause } from 'node:timers/promises';
import { appendEvents } from '../../dist/src/eventlog/append.js';
import { connectLog } from '../../dist/src/eventlog/log-client.js';
import { createProgress } from '../../dist/src/followers/progress.js';
import { createPool } from '../../dist/src/platform/postgres/pool.js';
import { latencies } from '../lib/stats.mjs';
import { appendOf, renamed, sealed, streamOf } from '../rebuild/events.mjs';

/** So many that two changes of one of them are never under way. */
const PROJECTS = 2_000;
const WAIT_MS = 60_000;
const LOOK_AT_EVERY = 50;

const state = { made: false, revisions: [] };

const make = async ({ client, visible }) => {
  let next = 0;
  let last;
  const one = async () => {
    while (next < PROJECTS) {
      const n = next++;
      last = await appendEvents(client, { events: appendOf(n, 0), stream: streamOf(n), expected: -1 });
      state.revisions[n] = 0;
    }
  };
  await Promise.all(Array.from({ length: 32 }, one));
  await visible(last);
  state.made = true;
};

const requireRow = async (pool, n, name) => {
  const id = Number(streamOf(n).slice('project-'.length));
  const { rows } = await pool.query('select name from projects_s1 where id = $1', [id]);
  if (rows[0]?.name !== name) throw new Error(`project ${id} is called ${rows[0]?.name}, not ${name}`);
};

const appender =
  ({ client, pool, visible }, times) =>
  async (turn) => {
    const n = turn % PROJECTS;
    const name = `Menu ${Date.now()}-${turn}`;
    const expected = state.revisions[n];
    state.revisions[n] = expected + 1;
    await appendEvents(client, {
      ...{ stream: streamOf(n), expected },
      events: sealed(n, [renamed(n, name)], expected),
    }).then(async (position) => {
      const answered = performance.now();
      times.answered.push(answered);
      await visible(position);
      times.waits.push({ answered, took: performance.now() - answered });
    });
    if (turn % LOOK_AT_EVERY === 0) await requireRow(pool, n, name);
  };

const steadily = async ({ perSecond, seconds }, append) => {
  const count = Math.floor(perSecond * seconds);
  const started = performance.now();
  const under = [];
  while (under.length < count) {
    const due = Math.min(count, ((performance.now() - started) * perSecond) / 1000);
    while (under.length < due) under.push(append(under.length));
    await pause(1);
  }
  await Promise.all(under);
  return started;
};

const median = (waits) => (waits.length === 0 ? 0 : latencies(waits.map(({ took }) => took)).p50);

/** The lag is bounded when it does not grow: neither the waits, nor the appends that have no answer yet. */
const figuresOf = (times, started, { seconds }) => {
  const waits = times.waits.toSorted((one, other) => one.answered - other.answered);
  const quarter = Math.ceil(waits.length / 4);
  const late = Math.max(...times.answered) - started - seconds * 1000;
  return {
    ...latencies(waits.map(({ took }) => took)),
    early: median(waits.slice(quarter, 2 * quarter)),
    last: median(waits.slice(-quarter)),
    late,
  };
};

/** Milliseconds from the answer of an append until its row is visible. */
export const liveLoad = async ({ url, database, ...rate }) => {
  const client = connectLog(url);
  const pool = createPool({ url: database, max: 4, applicationName: 'bench' });
  const progress = createProgress({ pool, notify: true, lagBoundMs: WAIT_MS });
  const visible = async (position) => {
    for (const end = performance.now() + WAIT_MS; performance.now() < end;) {
      const { settled } = await progress.waitFor(['projects'], position, WAIT_MS);
      if (settled) return;
      await pause(1);
    }
    throw new Error('rows did not become visible');
  };
  try {
    if (!state.made) await make({ client, visible });
    const times = { answered: [], waits: [] };
    const started = await steadily(rate, appender({ client, pool, visible }, times));
    return figuresOf(times, started, rate);
  } finally {
    await progress.close();
    await pool.end();
    await client.dispose();
  }
};
