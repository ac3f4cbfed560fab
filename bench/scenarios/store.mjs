// The event store alone, beside the database under it, the client's own limit, and Emmett. All in turns.
import { join } from 'node:path';
import { startCanned, startEmmett, startStore } from '../store/servers.mjs';
import { cpuPerRequest, cpuTimes } from '../lib/processes.mjs';
import { newDataDir, removeDataDir } from '../lib/stack.mjs';
import { over } from '../lib/stats.mjs';

/** How many appends are under way, of how many events each. */
export const WIDTHS = [
  { inFlight: 1, batch: 1 },
  { inFlight: 32, batch: 1 },
  { inFlight: 256, batch: 1 },
  { inFlight: 1, batch: 1000 },
];

export const READS = ['stream', 'all', 'catch-up'];

const shown = (figures) =>
  Object.entries(figures)
    .filter(([name]) => !name.endsWith('Ms'))
    .map(([name, value]) => `${name} ${value.toFixed(0)}/s`)
    .join(', ');

const append = async ({ load, servers, folder, seconds }, width) => {
  const job = { ...width, seconds };
  const run = async (kind, more) => (await load.run({ ...job, kind, ...more })).eventsPerSecond;
  const before = cpuTimes([process.pid]);
  const store = await load.run({ ...job, kind: 'store-append', url: servers.store.url });
  const cpu = cpuPerRequest(before, cpuTimes([process.pid]), store.count * width.batch);
  return {
    store: store.eventsPerSecond,
    clientMs: cpu?.load ?? 0,
    serverMs: cpu?.['event store'] ?? 0,
    canned: await run('store-append', { url: servers.canned.url, canned: true }),
    lmdb: await run('raw-lmdb', { folder: join(folder, 'raw') }),
    emmett: await run('emmett', { url: servers.emmett.url }),
  };
};

const read = async ({ load, servers, stream, count }, what) => {
  const run = async (url) => (await load.run({ kind: 'store-read', url, what, stream, count })).perSecond;
  return { store: await run(servers.store.url), canned: await run(servers.canned.url) };
};

const live = async ({ load, servers, seconds }, perSecond) =>
  load.run({ kind: 'store-live', url: servers.store.url, perSecond, seconds });

/** All figures of one round. */
const roundOf = async (plan) => {
  const appends = [];
  for (const width of WIDTHS) {
    appends.push(await append(plan, width));
    plan.say(`append ${width.inFlight} × ${width.batch}: ${shown(appends.at(-1))}`);
  }
  // Filled again each round: reads of $all begin at its end, and must find these very events there.
  const { stream } = await plan.load.run({
    kind: 'store-fill',
    url: plan.servers.store.url,
    count: plan.count,
  });
  const reads = [];
  for (const what of READS) {
    reads.push(await read({ ...plan, stream }, what));
    plan.say(`${what}: ${shown(reads.at(-1))}`);
  }
  const job = { kind: 'store-persistent', url: plan.servers.store.url, stream, count: plan.count };
  const persistent = (await plan.load.run(job)).perSecond;
  const delivered = await live(plan, appends[1].store / 2);
  const { fromCall, fromAnswer } = delivered;
  plan.say(`persistent subscription: ${persistent.toFixed(0)}/s`);
  plan.say(
    `live at ${delivered.perSecond.toFixed(0)}/s: from the call p50 ${fromCall.p50.toFixed(1)} p99 ${fromCall.p99.toFixed(1)} ms, ` +
      `from the answer p50 ${fromAnswer.p50.toFixed(1)} p99 ${fromAnswer.p99.toFixed(1)} ms`,
  );
  return { appends, reads, persistent, delivered };
};

const overAll = (rounds, figuresOf) =>
  Object.fromEntries(
    Object.keys(figuresOf(rounds[0])).map((name) => [name, over(rounds, (round) => figuresOf(round)[name])]),
  );

const withServers = async (count, work) => {
  const folder = newDataDir();
  const servers = {
    store: await startStore(),
    canned: await startCanned(count),
    emmett: await startEmmett(),
  };
  try {
    return await work({ servers, folder });
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
    removeDataDir(folder);
  }
};

/** The store's figures over rounds: medians, least and most. */
export const stores = ({ load, store, say }) =>
  withServers(store.count, async (parts) => {
    const { rounds: times, count, seconds } = store;
    const rounds = [];
    await load.run({ kind: 'store-append', url: parts.servers.store.url, inFlight: 32, batch: 1, seconds });
    for (let round = 1; round <= times; round += 1) {
      say(`event store, round ${round}`);
      rounds.push(await roundOf({ ...parts, load, say, count, seconds }));
    }
    return {
      ...{ rounds: times, count, seconds },
      appends: WIDTHS.map((width, at) => ({ ...width, ...overAll(rounds, ({ appends }) => appends[at]) })),
      reads: READS.map((what, at) => ({ what, ...overAll(rounds, ({ reads }) => reads[at]) })),
      persistent: over(rounds, ({ persistent }) => persistent),
      live: {
        perSecond: over(rounds, ({ delivered }) => delivered.perSecond),
        fromCall: overAll(rounds, ({ delivered }) => delivered.fromCall),
        fromAnswer: overAll(rounds, ({ delivered }) => delivered.fromAnswer),
      },
    };
  });
