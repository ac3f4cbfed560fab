// Writes the figures of one run as docs/benchmarks.md. Pure: figures in, text out.
import { rebuildText } from './report-rebuild.mjs';
import { listsText } from './report-lists.mjs';
import { storeText } from './report-store.mjs';
import { CONNECTIONS, QUIET } from './scenarios/command.mjs';
import { CONCURRENCY } from './scenarios/effects.mjs';
import { CONNECTIONS as MAKERS, STANDING } from './scenarios/projects.mjs';
import { ms, perSecond, spread, table } from './lib/text.mjs';

/** What is wanted of the command: milliseconds, and times the baseline. */
export const GOAL = { p50: 15, p99: 60, ratio: 2.5 };

const seconds = (value) => (value / 1000).toFixed(2);
const percent = (share) => `${Math.round(share * 100)} %`;

const machineText = (run) => {
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  return table(
    ['Machine', 'of this run'],
    [
      ['Processor', `${run.processor}, ${run.cores} cores`],
      ['Memory', `${run.memoryGb} GB`],
      ['Disk: 4 KB made durable (fdatasync)', `p50 ${ms(run.sync.p50)} ms, p99 ${ms(run.sync.p99)} ms`],
      ['System', run.system],
      ['Node', run.node],
      ['Packages', versions.join(', ')],
      [
        'Used by others before and after',
        `${percent(run.foreign)} and ${percent(run.foreignAfter)} of all cores`,
      ],
      ['Date', run.date],
    ],
  );
};

const healthyText = ({ starts, first, second }) => `## Time to healthy

From the start of the process until \`GET /health/ready/\` answers 200, everything embedded: event store, Postgres,
migrations, follower, worker and API. Median of ${starts} starts (least–most), seconds.

${table(
  ['Start', 'Seconds'],
  [
    ['first, on an empty data directory', spread(first, seconds)],
    ['second, on the same data', spread(second, seconds)],
  ],
)}`;

const row = (name, { p50, p99, perSecond: rate }) => [
  name,
  spread(p50),
  spread(p99),
  spread(rate, perSecond),
];

const verdict = (name, value, goal, unit) =>
  `${name} ${ms(value)}${unit} (${value <= goal ? 'met' : 'missed'})`;

const goalText = ({ ours, ratio }) =>
  [
    verdict(`p50 ≤ ${GOAL.p50} ms:`, ours.p50.median, GOAL.p50, ' ms'),
    verdict(`p99 ≤ ${GOAL.p99} ms:`, ours.p99.median, GOAL.p99, ' ms'),
    verdict(`p50 ≤ ${GOAL.ratio} × the baseline:`, ratio.p50.median, GOAL.ratio, ' ×'),
    verdict(`p99 ≤ ${GOAL.ratio} × the baseline:`, ratio.p99.median, GOAL.ratio, ' ×'),
  ]
    .map((line) => `- ${line}`)
    .join('\n');

const cpuText = ({ ours, baseline }) => {
  const names = [...new Set([...Object.keys(ours.cpu), ...Object.keys(baseline.cpu)])];
  if (names.length === 0) return '';
  const cells = (cpu) => names.map((name) => ms(cpu[name] ?? 0));
  return `
Processor time per command, milliseconds of one core by process (including what runs in the background, and the
sampled reads):

${table(
  ['', ...names],
  [
    ['Command', ...cells(ours.cpu)],
    ['Baseline', ...cells(baseline.cpu)],
  ],
)}
`;
};

const commandText = (command) => `## A durable and visible command, ${CONNECTIONS} connections

\`PATCH /api/projects/{id}/ {"name": …}\`: each of ${CONNECTIONS} connections renames a project of its own, one request after
another. An answer means that the event is on disk **and** that the read models show it. Checked all the while: every
answer is 200 with the new name and without \`X-Projection-Lag\`, and every 25th project is read back at once and must
show its new name. ${command.ours.count} commands were checked.

The baseline is a bare Koa route, in a process of its own, that appends one event of the same size with the same
client to the same event store at an exact revision and answers: durable, but nobody is signed in, nothing is
validated, and nothing is visible anywhere.

Median of ${command.rounds} rounds of ${command.seconds} s (least–most), in turns; milliseconds as the client sees them. Other
programs used ${percent(command.foreign.median)} (${percent(command.foreign.least)}–${percent(command.foreign.most)}) of all cores meanwhile. A round in which they use more than ${percent(QUIET)} is
measured again: ${command.repeated} were.

${table(
  ['', 'p50 ms', 'p99 ms', 'per second'],
  [
    row('Command', command.ours),
    row('Baseline', command.baseline),
    ['Command ÷ baseline', spread(command.ratio.p50), spread(command.ratio.p99), ''],
  ],
)}

Goals:

${goalText(command)}
${cpuText(command)}`;

const line = (name, { count, p50, p99, longest }) => [name, count, ms(p50), ms(p99), ms(longest)];
const HEAD = ['', 'Requests', 'p50 ms', 'p99 ms', 'longest ms'];

const projectsText = ({ create, list, remove }) => `## Create, list, delete

${MAKERS} connections, each with an account of its own that has ${STANDING} projects: create one (two appends, visible), find it in
the list (a page of 20), delete it.

${table(HEAD, [line('POST /api/projects/', create), line('GET /api/projects/', list), line('DELETE /api/projects/{id}/', remove)])}`;

const megabytes = ({ bytes }) => (bytes / 1e6).toFixed(2);

const designsText = ({ small, fresh, kept }) => `## Save a design

\`POST /api/projects/{id}/save_design/\`, one connection, 20 objects; the big rectangle moves from save to save. Each save
keeps the design it replaces as a version and answers with the design, read back from the blobs.

${table(HEAD, [
  line(`no picture (${megabytes(small)} MB)`, small),
  line(`a new picture of 3 MB each time (${megabytes(fresh)} MB)`, fresh),
  line(`the same picture of 3 MB (${megabytes(kept)} MB)`, kept),
])}`;

/** What is wanted of effects: of what bare Bull does. */
const EFFECTS_GOAL = 0.5;

const effectsText = ({ rounds, count, latency, redis, engine, bull, ratio }) => `## Effects

${count} events are in the log. Through the engine each is read by a reactor, written down as a row (on disk), rung for,
taken under a lease (on disk), its cause read from the log, handed to a handler that does nothing, and noted as done.
Bare Bull adds the same number of jobs and processes them, on the same Redis
(${redis}). One process, ${CONCURRENCY} at once; median of ${rounds} rounds (least–most), in turns.

${table(
  ['', 'jobs a second'],
  [
    ['Effects engine', spread(engine, perSecond)],
    ['Bare Bull', spread(bull, perSecond)],
    ['Engine ÷ Bull', spread(ratio)],
  ],
)}

- ${ratio.median >= EFFECTS_GOAL ? 'met' : 'missed'}: at least ${EFFECTS_GOAL} of bare Bull

One event at a time, until its handler starts:

${table(
  ['', 'Events', 'p50 ms', 'p99 ms', 'longest ms'],
  [line('from before the append', latency.fromCommand), line('from its acknowledgement', latency.fromEvent)],
)}`;

const memoryText = ({ queued, empty, full }) =>
  `The built-in Redis takes ${empty.toFixed(0)} MB of memory empty, and ${full.toFixed(0)} MB with ${queued} jobs waiting in a Bull queue.`;

/** The page. */
export const report = (run) =>
  [
    `# Benchmarks

Written by \`npm run bench\`, which measures everything below in one run on one machine: load generator, API, follower,
event store and Postgres share its processors, all on 127.0.0.1. Run it again to get figures of your machine.`,
    machineText(run),
    healthyText(run.healthy),
    commandText(run.command),
    projectsText(run.projects),
    designsText(run.designs),
    effectsText(run.effects),
    listsText(run.many),
    memoryText(run.memory),
    storeText(run.store),
    rebuildText(run.models),
  ].join('\n\n') + '\n';
