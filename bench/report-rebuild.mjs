// The section on read models being built and kept up to date. Pure: figures in, text out.
import { met, ms, perSecond, spread, table } from './lib/text.mjs';

const times = (value) => value.toFixed(2);
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/** What is wanted: times Emmett, of the limit, of the rate of the smallest log, times its memory. */
const GOAL = { emmett: 12, limit: 0.8, linear: 0.8, memory: 1.25 };

const inParts = ({ partitions }) => (partitions === 1 ? 'ours' : `ours, in ${partitions} parts`);

const goals = ({ best, emmett, bestRatio, ratio, sizes }) => {
  const [first, last] = [sizes[0], sizes.at(-1)];
  return [
    met('Ours ÷ Emmett', best.median / emmett.perSecond, GOAL.emmett),
    met('Ours ÷ the limit', ratio.median, GOAL.limit),
    ...(bestRatio.median > ratio.median
      ? [met('Ours in its best number of parts ÷ the limit', bestRatio.median, GOAL.limit)]
      : []),
    met(`Rate at ${last.events} ÷ rate at ${first.events}`, last.perSecond / first.perSecond, GOAL.linear),
    met(
      `Memory at ${last.events} ÷ memory at ${first.events}`,
      last.megabytes / first.megabytes,
      GOAL.memory,
      true,
    ),
  ].join('\n');
};

const liveText = ({ seconds, capacity, perSecond: rate, p50, p99, longest }) => `### Live

One follower keeps all read models; changes of projects are appended at a steady rate, whatever their answers take. The highest
rate at which the lag did not grow over ${seconds} s was **${perSecond(capacity)} events a second**. At half of it, milliseconds from the
answer of the append until the row is visible, as the API waits for it; every 50th row was read and had its new name:

${table(['Events a second', 'p50 ms', 'p99 ms', 'longest ms'], [[perSecond(rate), ms(p50), ms(p99), ms(longest)]])}`;

/** The section as text. */
export const rebuildText = ({ rebuild, live }) => {
  const { events, rounds, ours, limit, indexing, emmett, sizes, probe } = rebuild;
  return `## Read models

### Built from the log

\`./aidesign projection rebuild projects\` from ${events} events of ${events / 10} projects (sealed, as the product writes them; appended
32 at a time), in a process of its own; four tables with their indexes. Checked: each row equals a plain fold of the log in
memory, and all ${events} events were applied. Events a second, median of ${rounds} rounds (least–most), in turns with the limit: the same
events read through the same client **while** the finished rows are upserted, and the same indexes after that, with nothing between.
Indexes take ${percent(indexing.median)} of the time of ours.

Emmett has the same number of events, appended 32 at a time to its Postgres (counted: all are there), and rebuilds one table of the same
columns (no members, no counts, no indexes), all that it hands over at once in one statement. The best of its batch sizes
(${emmett.probes.map(({ batchSize }) => batchSize).join(', ')}; tried on ${probe} events) is ${emmett.batchSize}. Its rebuild applied **${emmett.applied} of ${emmett.events}** events (${percent(emmett.applied / emmett.events)}):
those of transactions that overlapped come in another order than that of their positions, and what is behind its checkpoint it
takes for handled. Its rate counts all events. On the part that was tried it applied
${emmett.probes.map(({ batchSize, applied }) => `${applied} of ${probe} in batches of ${batchSize}`).join(', ')}.

${table(
  ['', 'Events a second', 'Events applied'],
  [
    ...ours.map((row) => [inParts(row), spread(row.perSecond, perSecond), percent(1)]),
    ['the limit', spread(limit, perSecond), ''],
    ['Emmett', perSecond(emmett.perSecond), percent(emmett.applied / emmett.events)],
  ],
)}

${table(
  ['Events in the log', 'Events a second', 'Most memory of the process, MB'],
  sizes.map((row) => [row.events, perSecond(row.perSecond), row.megabytes.toFixed(0)]),
)}

Goals:

${goals(rebuild)}

${liveText(live)}`;
};
