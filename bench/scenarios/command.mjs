import { cpuPerRequest, cpuTimes } from '../lib/processes.mjs';
import { over } from '../lib/stats.mjs';
import { peopleWithProject } from './people.mjs';

export const CONNECTIONS = 16;

const spread = (rounds) => ({
  p50: over(rounds, ({ p50 }) => p50),
  p99: over(rounds, ({ p99 }) => p99),
  perSecond: over(rounds, ({ perSecond }) => perSecond),
  count: rounds.reduce((sum, { count }) => sum + count, 0),
});

const cpuOver = (rounds) =>
  Object.fromEntries(
    Object.keys(rounds[0]?.cpu ?? {}).map((name) => [name, over(rounds, ({ cpu }) => cpu[name]).median]),
  );

/** A durable and visible command at 16 connections, in turns with the baseline. */
export const commands = async ({ stack, baseline, load, rounds, seconds, warmUp, say }) => {
  const users = await peopleWithProject(stack.url, CONNECTIONS, 'renamer');
  const streams = users.map((_, at) => ({ stream: at }));
  const jobs = {
    ours: { kind: 'command', url: stack.url, users },
    baseline: { kind: 'append', url: baseline.url, users: streams },
  };
  const measured = async (job, time) => {
    const before = cpuTimes([stack.pid, baseline.pid]);
    const figures = await load.run({ ...job, seconds: time });
    const cpu = cpuPerRequest(before, cpuTimes([stack.pid, baseline.pid]) ?? {}, figures.count);
    return { ...figures, cpu };
  };
  await measured(jobs.ours, warmUp);
  await measured(jobs.baseline, warmUp);
  const results = { ours: [], baseline: [] };
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of ['ours', 'baseline']) {
      const figures = await measured(jobs[name], seconds);
      results[name].push(figures);
      const { p50, p99, perSecond } = figures;
      say(
        `round ${round} ${name}: p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms, ${perSecond.toFixed(0)}/s`,
      );
    }
  }
  const ratio = (figure) =>
    over(
      results.ours.map((own, at) => own[figure] / results.baseline[at][figure]),
      (value) => value,
    );
  return {
    rounds,
    seconds,
    ours: { ...spread(results.ours), cpu: cpuOver(results.ours) },
    baseline: { ...spread(results.baseline), cpu: cpuOver(results.baseline) },
    ratio: { p50: ratio('p50'), p99: ratio('p99') },
  };
};
