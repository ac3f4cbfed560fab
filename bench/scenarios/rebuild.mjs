// The read model of projects built from the log: ours, the least any build must do, and Emmett. All in turns.
import { newDatabase } from '../lib/new-database.mjs';
import { startLoad } from '../lib/load-process.mjs';
import { over } from '../lib/stats.mjs';
import { startDatabase, startStore } from '../store/servers.mjs';

const EVENTS_PER_PROJECT = 10;
const IN_FLIGHT = 32;
export const BATCH_SIZES = [100, 500, 1000, 5000];

/** One job in a process of its own, so that its memory is its own. */
const alone = async (job) => {
  const load = startLoad();
  try {
    return await load.run(job);
  } finally {
    load.stop();
  }
};

const fill = async ({ store, say }, from, to) => {
  const projects = { first: from / EVENTS_PER_PROJECT, count: (to - from) / EVENTS_PER_PROJECT };
  const { perSecond } = await alone({
    ...{ kind: 'rebuild-fill', url: store.url, inFlight: IN_FLIGHT },
    ...projects,
  });
  say(`${to} events in the log (${perSecond.toFixed(0)}/s)`);
};

const checked = (events, figures) => {
  if (figures.events !== events) throw new Error(`${figures.events} events instead of ${events}`);
  return { ...figures, perSecond: events / figures.seconds, fillPerSecond: events / figures.fillSeconds };
};

/** Builds it, and fails when a row is not what the log says. */
const build = async ({ store, product, say }, { events, partitions, check = false }) => {
  const where = { url: store.url, database: product.url, partitions };
  const built = checked(events, await alone({ kind: 'rebuild', ...where }));
  if (check) await alone({ kind: 'rebuild-check', ...where, version: built.version, events });
  const { perSecond, seconds, fillSeconds, megabytes } = built;
  const steps = `${seconds.toFixed(1)} s, of these ${fillSeconds.toFixed(1)} s until all is read`;
  say(
    `rebuild of ${events} in ${partitions}: ${perSecond.toFixed(0)}/s (${steps}), ${megabytes.toFixed(0)} MB`,
  );
  return built;
};

const limitOf = async ({ store, product, say }, events, version) => {
  const job = { kind: 'rebuild-limit', url: store.url, database: product.url, version };
  const limit = checked(events, await alone(job));
  const { perSecond, seconds, fillSeconds } = limit;
  say(`  its limit: ${perSecond.toFixed(0)}/s (${seconds.toFixed(1)} s, ${fillSeconds.toFixed(1)} s)`);
  return limit;
};

const emmettFill = async (url, events) =>
  alone({
    ...{ kind: 'emmett-fill', url, first: 0 },
    ...{ count: events / EVENTS_PER_PROJECT, inFlight: IN_FLIGHT },
  });

const emmettBuild = async ({ say }, url, { events, batchSize }) => {
  const { seconds, applied, stored } = await alone({ kind: 'emmett-rebuild', url, batchSize });
  if (stored !== events) throw new Error(`Emmett has ${stored} events instead of ${events}`);
  const perSecond = events / seconds;
  say(
    `Emmett, batches of ${batchSize}: ${perSecond.toFixed(0)}/s (${seconds.toFixed(1)} s), ${applied} of ${events} applied`,
  );
  return { batchSize, perSecond, applied, events };
};

/** All batch sizes on a part of the events, the best one on all of them. */
const emmettBest = async (parts) => {
  const { database, plan, say } = parts;
  const { events, probe } = plan;
  const small = await newDatabase(database, 'emmett_probe');
  await emmettFill(small.url, probe);
  const probes = [];
  for (const batchSize of BATCH_SIZES)
    probes.push(await emmettBuild(parts, small.url, { events: probe, batchSize }));
  const best = probes.reduce((one, other) => (other.perSecond > one.perSecond ? other : one));
  const full = await newDatabase(database, 'emmett');
  const { perSecond } = await emmettFill(full.url, events);
  say(`Emmett: ${events} events appended (${perSecond.toFixed(0)}/s)`);
  return { probes, ...(await emmettBuild(parts, full.url, { events, batchSize: best.batchSize })) };
};

const rowsOver = (rounds, partitions) => {
  const ofThese = rounds.map((round) => round.ours[partitions]);
  return { partitions, perSecond: over(ofThese, ({ perSecond }) => perSecond) };
};

/** Ours in each number of parts, and the limit, in turns. */
const inTurns = async (parts) => {
  const { rounds: times, partitions, events } = parts.plan;
  const rounds = [];
  for (let round = 1; round <= times; round += 1) {
    const ours = {};
    for (const count of partitions)
      ours[count] = await build(parts, { events, partitions: count, check: round === 1 });
    const { version } = ours[partitions.at(-1)];
    rounds.push({ ours, limit: await limitOf(parts, events, version) });
  }
  const best = (round) => Math.max(...Object.values(round.ours).map(({ perSecond }) => perSecond));
  return {
    ours: partitions.map((count) => rowsOver(rounds, count)),
    limit: over(rounds, ({ limit }) => limit.perSecond),
    ratio: over(rounds, (round) => round.ours[1].perSecond / round.limit.perSecond),
    bestRatio: over(rounds, (round) => best(round) / round.limit.perSecond),
    indexing: over(rounds, ({ ours }) => 1 - ours[1].fillSeconds / ours[1].seconds),
    best: over(rounds, best),
  };
};

const sizeOf = ({ perSecond, megabytes }, events) => ({ events, perSecond, megabytes });

/** One size after another, in the same log as it grows. */
const sizes = async (parts) => {
  const { events, long } = parts.plan;
  const measured = [];
  let there = 0;
  for (const size of [events / 2, events]) {
    await fill(parts, there, size);
    there = size;
    measured.push(sizeOf(await build(parts, { events: size, partitions: 1 }), size));
  }
  const turns = await inTurns(parts);
  if (long > events) {
    await fill(parts, there, long);
    measured.push(sizeOf(await build(parts, { events: long, partitions: 1, check: true }), long));
  }
  return { ...turns, sizes: measured };
};

/** How fast read models are built; `rebuild` is the plan: events, rounds, partitions, probe, long. */
export const rebuilds = async ({ rebuild: plan, say }) => {
  const store = await startStore();
  const database = await startDatabase();
  try {
    const product = await newDatabase(database, 'product', { migrated: true });
    const parts = { store, database, product, plan, say };
    const ours = await sizes(parts);
    return { ...plan, ...ours, emmett: await emmettBest(parts) };
  } finally {
    await Promise.all([store.stop(), database.stop()]);
  }
};
