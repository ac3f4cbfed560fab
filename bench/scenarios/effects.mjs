import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { over } from '../lib/stats.mjs';

export const CONCURRENCY = 32;

/** What `npm start` takes. */
const redisName = () =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'redis-server')))
    ? 'redis-server'
    : 'the built-in one';

/** Jobs a second through the effects engine beside bare Bull, in turns, and how soon a job starts after its event. */
export const effects = async ({ stack, load, jobs, say }) => {
  const { rounds, count, single } = jobs;
  const job = { addresses: await stack.environment(), concurrency: CONCURRENCY, count };
  const results = [];
  for (let round = 1; round <= rounds; round += 1) {
    const bull = await load.run({ ...job, kind: 'bull' });
    const engine = await load.run({ ...job, kind: 'effects' });
    results.push({ bull: bull.perSecond, engine: engine.perSecond });
    say(`effects ${round}: ${engine.perSecond.toFixed(0)}/s, bare Bull ${bull.perSecond.toFixed(0)}/s`);
  }
  const latency = await load.run({ ...job, kind: 'effect-latency', count: single, warmUp: 10 });
  const { p50, p99 } = latency.fromCommand;
  say(`from event to job: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  return {
    ...{ rounds, count, latency, redis: redisName() },
    engine: over(results, ({ engine }) => engine),
    bull: over(results, ({ bull }) => bull),
    ratio: over(results, ({ engine, bull }) => engine / bull),
  };
};
