import { setTimeout as pause } from 'node:timers/promises';
import { busy } from '../lib/machine.mjs';
import { cpuPerRequest, cpuTimes } from '../lib/processes.mjs';
import { over } from '../lib/stats.mjs';
import { peopleWithProject } from './people.mjs';

export const CONNECTIONS = 16;

/** A round in which others use more of the machine than this is measured again, so many times in all. */
export const QUIET = 0.15;
const REPEATS = 40;
const REPEAT_AFTER_MS = 2_000;

const sum = (times) => Object.values(times ?? {}).reduce((total, time) => total + time, 0);

const spread = (rounds) => ({
  p50: over(rounds, ({ p50 }) => p50),
  p99: over(rounds, ({ p99 }) => p99),
  perSecond: over(rounds, ({ perSecond }) => perSecond),
  count: rounds.reduce((total, { count }) => total + count, 0),
});

const cpuOver = (rounds) =>
  Object.fromEntries(
    Object.keys(rounds[0]?.cpu ?? {}).map((name) => [name, over(rounds, ({ cpu }) => cpu[name]).median]),
  );

/** The figures of a job, the processor time of a request by process, and the share of the machine others used. */
const measured = async (load, job) => {
  const before = { cpu: cpuTimes([process.pid]), machine: busy() };
  const figures = await load.run(job);
  const after = { cpu: cpuTimes([process.pid]), machine: busy() };
  const others = after.machine.used - before.machine.used - (sum(after.cpu) - sum(before.cpu));
  const foreign = Math.max(0, others) / (after.machine.all - before.machine.all);
  return { ...figures, foreign, cpu: cpuPerRequest(before.cpu, after.cpu, figures.count) ?? {} };
};

const figuresText = ({ p50, p99, perSecond, foreign }) =>
  `p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms, ${perSecond.toFixed(0)}/s, others ${Math.round(foreign * 100)} %`;

/** Measures both in turns until there are enough rounds in which the machine was ours. */
const inTurns = async ({ load, jobs, rounds, repeats, say }) => {
  const results = { ours: [], baseline: [] };
  let repeated = 0;
  while (results.ours.length < rounds) {
    const pair = { ours: await measured(load, jobs.ours), baseline: await measured(load, jobs.baseline) };
    const foreign = Math.max(pair.ours.foreign, pair.baseline.foreign);
    const counts = foreign <= QUIET || repeated >= repeats;
    say(`${counts ? `round ${results.ours.length + 1}` : 'not counted, the machine is busy'}:`);
    for (const [name, figures] of Object.entries(pair)) {
      say(`  ${name}: ${figuresText(figures)}`);
      if (counts) results[name].push(figures);
    }
    if (counts) continue;
    repeated += 1;
    await pause(REPEAT_AFTER_MS);
  }
  return { ...results, repeated };
};

/** A durable and visible command at 16 connections, in turns with the baseline. */
export const commands = async (options) => {
  const { stack, baseline, load, rounds, seconds, warmUp, repeats = REPEATS, say } = options;
  const users = await peopleWithProject(stack.url, CONNECTIONS, 'renamer');
  const streams = users.map((_, at) => ({ stream: at }));
  const jobs = {
    ours: { kind: 'command', url: stack.url, users, seconds },
    baseline: { kind: 'append', url: baseline.url, users: streams, seconds },
  };
  await load.run({ ...jobs.ours, seconds: warmUp });
  await load.run({ ...jobs.baseline, seconds: warmUp });
  const results = await inTurns({ load, jobs, rounds, repeats, say });
  const ratios = (figure) =>
    over(
      results.ours.map((own, at) => own[figure] / results.baseline[at][figure]),
      (value) => value,
    );
  return {
    rounds,
    seconds,
    repeated: results.repeated,
    foreign: over([...results.ours, ...results.baseline], ({ foreign }) => foreign),
    ours: { ...spread(results.ours), cpu: cpuOver(results.ours) },
    baseline: { ...spread(results.baseline), cpu: cpuOver(results.baseline) },
    ratio: { p50: ratios('p50'), p99: ratios('p99') },
  };
};
