// Jobs through the effects engine and through bare Bull, on the same Redis, with handlers that do nothing.
import Bull from 'bull';
import Redis from 'ioredis';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { systemCaller } from '../../dist/src/commands/system-caller.js';
import { defineEvent } from '../../dist/src/domain/kit/event.js';
import { createCodec } from '../../dist/src/eventlog/codec.js';
import { createEventLog } from '../../dist/src/eventlog/event-log.js';
import { connectLog } from '../../dist/src/eventlog/log-client.js';
import { startReactors } from '../../dist/src/followers/reactors.js';
import { systemClock } from '../../dist/src/platform/clock.js';
import { createPool } from '../../dist/src/platform/postgres/pool.js';
import { startEffects } from '../../dist/src/workers/effects/start-effects.js';
import { effect, reactor } from '../../dist/src/workers/kit/reactor.js';
import { latencies } from '../lib/stats.mjs';

const WRITERS = 32;
const silent = { debug: () => undefined, info: () => undefined, warn: console.error };

const JobWanted = defineEvent('JobWanted', z.strictObject({ at: z.string() }));

/** A category of its own for each run: the rows of an earlier one are not ours. */
const example = (run) => {
  const category = `xbench${run}`;
  const kind = `bench_${run}`;
  const aggregate = { category, initial: {}, evolve: (state) => state, decide: (_state, event) => [event] };
  const wanted = reactor({
    name: kind,
    categories: [category],
    on: {
      JobWanted: ({ data, eventId }) => [
        effect({ key: `${kind}.${eventId}`, kind, ids: {}, since: data.at }),
      ],
    },
  });
  return { kind, aggregate, wanted };
};

const handlerOf = (kind, run) => ({
  ...{ kind, queue: kind, maxAgeMs: 3_600_000, leaseMs: 30_000, maxAttempts: 1, backoffMs: () => 1_000 },
  run,
  giveUp: async () => undefined,
});

const open = ({ addresses, concurrency }) => {
  const run = randomUUID().replaceAll('-', '');
  const { kind, aggregate, wanted } = example(run);
  const codec = createCodec({ xbench: { JobWanted } });
  const client = connectLog(addresses.EVENTSTORE_URL);
  const eventLog = createEventLog(client, codec);
  const pool = createPool({ url: addresses.DATABASE_URL, max: 8, applicationName: 'bench' });
  const stats = globalThis.__stats = new Map();
  const note = (q, t0) => { const k = (q?.name ?? (typeof q === 'string' ? q : q?.text) ?? '?').trim().slice(0, 28); const o = stats.get(k) ?? { n: 0, ms: 0, at: Math.round(t0 - (globalThis.__t0 ?? 0)) }; o.n++; o.ms += performance.now() - t0; o.last=Math.round(performance.now() - (globalThis.__t0 ?? 0)); stats.set(k, o); };
  const wrap = (o) => { const f = o.query.bind(o); o.query = (...a) => { const t0 = performance.now(); const r = f(...a); r?.then?.(() => note(a[0], t0), () => 0); return r; }; return o; };
  wrap(pool);
  const cf = pool.connect.bind(pool); pool.connect = async (...a) => { if (a.length) return cf(...a); const c = await cf(); if (!c.__w) { c.__w = 1; wrap(c); } return c; };
  const append = async () => {
    const { context } = systemCaller(systemClock, { kind: 'system', id: 'bench' });
    const command = { type: 'JobWanted', data: { at: new Date().toISOString() } };
    await eventLog.execute({ aggregate, id: randomUUID(), command, context });
  };
  /** Everything from the log to the handler; `started` is told of each attempt. */
  const engine = (started) => {
    const effects = startEffects({
      ...{ redisUrl: addresses.REDIS_URL, db: pool, commands: { log: eventLog }, clock: systemClock, logger: silent },
      handlers: [handlerOf(kind, async () => started())],
      concurrencyOf: () => concurrency,
    });
    const onFailure = ({ error }) => console.error(error);
    const onDue = () => effects.wake();
    const onCause = (cause) => effects.remember(cause);
    const log = addresses.EVENTSTORE_URL;
    const reactors = startReactors({ log, codec, pool, reactors: [wanted], onDue, onCause, onFailure });
    return async () => {
      await reactors.stop();
      await effects.stop();
    };
  };
  const left = async () => {
    const open = `select count(*) from effects where kind = $1 and state <> 'done'`;
    return (await pool.query(open, [kind])).rows[0].count;
  };
  const close = async () => {
    await pool.query('delete from effects where kind = $1', [kind]);
    await pool.query('delete from checkpoints where projection = $1', [`reactor:${kind}`]);
    await pool.end();
    await client.dispose();
  };
  return { append, engine, left, close };
};

const countTo = (count) => {
  let seen = 0;
  let reached;
  const done = new Promise((resolve) => (reached = resolve));
  return { done, one: () => (seen += 1) === count && reached() };
};

/** `count` events are in the log; from there to the last row that says done. */
export const effectsLoad = async (job) => {
  const world = open(job);
  const each = Math.ceil(job.count / WRITERS);
  const series = async () => {
    for (let at = 0; at < each; at += 1) await world.append();
  };
  await Promise.all(Array.from({ length: WRITERS }, series));
  const total = each * WRITERS;
  const { done, one } = countTo(total);
  globalThis.__begin?.(); globalThis.__t0 = performance.now(); globalThis.__stats.clear();
  const started = performance.now();
  let firstAt; const stop = world.engine(() => { firstAt ??= performance.now(); one(); });
  await done;
  while ((await world.left()) > 0);
  const elapsed = performance.now() - started; console.log('first job after', (firstAt-started).toFixed(0), 'whole', elapsed.toFixed(0)); for (const [k, o] of globalThis.__stats) console.log(String(o.n).padStart(6), (o.ms / o.n).toFixed(2), 'first', o.at, 'last', o.last, JSON.stringify(k));
  await stop();
  await world.close();
  return { count: total, perSecond: (total / elapsed) * 1000 };
};

/** The same number of jobs through Bull alone: added in bulk, then processed. */
export const bullLoad = async ({ addresses, count, concurrency }) => {
  const clients = [];
  const queue = new Bull(`bench-${randomUUID()}`, {
    createClient: (type) => {
      const blocks = type !== 'client';
      const options = blocks ? { maxRetriesPerRequest: null, enableReadyCheck: false } : {};
      const client = new Redis(addresses.REDIS_URL, options);
      clients.push(client);
      return client;
    },
  });
  await queue.isReady();
  const { done, one } = countTo(count);
  const options = (at) => ({ jobId: `${process.env.LONGID ? "bench_0123456789abcdef0123456789abcdef." + randomUUID() : "job"}#${at}`, attempts: 1, removeOnComplete: true, removeOnFail: true });
  const jobs = Array.from({ length: count }, (_, at) => ({ data: { key: `job.${at}` }, opts: options(at) }));
  const started = performance.now();
  const processing = queue.process(concurrency, async () => undefined);
  queue.on('completed', one);
  for (let at = 0; at < count; at += 500) await queue.addBulk(jobs.slice(at, at + 500));
  await done;
  const elapsed = performance.now() - started;
  await queue.close();
  await processing;
  for (const client of clients) client.disconnect();
  return { count, perSecond: (count / elapsed) * 1000 };
};

/** One event at a time: from before its append, and from its acknowledgement, to the start of its job. */
export const effectLatencyLoad = async (job) => {
  const world = open(job);
  let began = () => undefined;
  const stop = world.engine(() => began(performance.now()));
  const fromCommand = [];
  const fromEvent = [];
  for (let at = 0; at < job.count + job.warmUp; at += 1) {
    const start = new Promise((resolve) => (began = resolve));
    const asked = performance.now();
    await world.append();
    const appended = performance.now();
    const begun = await start;
    if (at < job.warmUp) continue;
    fromCommand.push(begun - asked);
    fromEvent.push(Math.max(0, begun - appended));
  }
  await stop();
  await world.close();
  return { fromCommand: latencies(fromCommand), fromEvent: latencies(fromEvent) };
};
