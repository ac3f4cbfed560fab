// Where the time of a command goes: runs the command load on a backend whose processes are profiled, and
// prints for each process the functions with most time of their own, and the packages. `npm --prefix bench
// run profile -- [seconds]`
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startLoad } from './lib/load-process.mjs';
import { cpuPerRequest, cpuTimes } from './lib/processes.mjs';
import { newDataDir, removeDataDir, startStack } from './lib/stack.mjs';
import { peopleWithProject } from './scenarios/people.mjs';

const CONNECTIONS = 16;
const SHOWN = 45;
const seconds = Number(process.argv[2] ?? 15);

const roleOf = (profile) => {
  const urls = profile.nodes.map(({ callFrame }) => callFrame.url);
  return ['main-api', 'main-follow', 'eventstore/process', 'main-worker', 'main-up'].find((name) =>
    urls.some((url) => url.endsWith(`${name}.js`)),
  );
};

const placeOf = (url) => {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
  return inPackage ?? (url.includes('/dist/') ? `ours: ${url.split('/dist/').at(-1)}` : url || '(engine)');
};

/** Self time in milliseconds by key, of the samples taken in the window. */
const selfTimes = (profile, keyOf, from) => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const times = new Map();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index];
    if (at < from) return;
    const key = keyOf(nodes.get(id).callFrame);
    times.set(key, (times.get(key) ?? 0) + profile.timeDeltas[index] / 1000);
  });
  return [...times].filter(([key]) => !key.startsWith('(idle)')).sort(([, one], [, other]) => other - one);
};

const nameOf = ({ functionName, url, lineNumber }) =>
  `${functionName || '(anonymous)'} ${placeOf(url)}${url && !url.startsWith('node:') ? `:${lineNumber + 1}` : ''}`;

/**
 * Self time in milliseconds by file of ours or package, where Node's own work counts for who asked for it.
 */
const ownerTimes = (profile, from) => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const times = new Map();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index];
    if (at < from) return;
    let owner = id;
    const isNode = (node) => /^(node:|$)/.test(nodes.get(node).callFrame.url);
    while (isNode(owner) && parents.has(owner)) owner = parents.get(owner);
    const { callFrame } = nodes.get(isNode(owner) ? id : owner);
    const name = placeOf(callFrame.url) === '(engine)' ? callFrame.functionName : placeOf(callFrame.url);
    times.set(name, (times.get(name) ?? 0) + profile.timeDeltas[index] / 1000);
  });
  return [...times].filter(([name]) => name !== '(idle)').sort(([, one], [, other]) => other - one);
};

/** Time in milliseconds in which a function was on the stack, by name. */
const totalTimes = (profile, from) => {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const own = new Map();
  let at = profile.startTime;
  profile.samples.forEach((id, index) => {
    at += profile.timeDeltas[index];
    if (at >= from) own.set(id, (own.get(id) ?? 0) + profile.timeDeltas[index] / 1000);
  });
  const times = new Map();
  for (const [id, time] of own) {
    const stack = new Set();
    for (let node = id; node !== undefined; node = parents.get(node))
      stack.add(nameOf(nodes.get(node).callFrame));
    for (const name of stack) times.set(name, (times.get(name) ?? 0) + time);
  }
  return [...times].sort(([, one], [, other]) => other - one);
};

const print = (profile, commands) => {
  const from = profile.endTime - seconds * 1e6;
  const show = ([key, time]) => console.log(`${(time / commands).toFixed(4)} ms  ${key}`);
  console.log('— by package, with what Node does for it');
  ownerTimes(profile, from).slice(0, SHOWN).forEach(show);
  console.log('— by function');
  selfTimes(profile, nameOf, from).slice(0, SHOWN).forEach(show);
  console.log('— by function, with what it calls');
  totalTimes(profile, from)
    .slice(0, 3 * SHOWN)
    .forEach(show);
};

const dataDir = newDataDir();
const hook = pathToFileURL(join(import.meta.dirname, 'lib', 'profile-hook.mjs')).href;
const folder = join(dataDir, 'profiles');
mkdirSync(folder, { recursive: true });
const stack = await startStack(dataDir, { NODE_OPTIONS: `--import ${hook}`, BENCH_PROFILES: folder });
const load = startLoad();
const users = await peopleWithProject(stack.url, CONNECTIONS, 'profiled');
const job = { kind: 'command', url: stack.url, users };
await load.run({ ...job, seconds: 5 });
const before = cpuTimes([stack.pid]);
const figures = await load.run({ ...job, seconds });
const cpu = cpuPerRequest(before, cpuTimes([stack.pid]) ?? {}, figures.count);
load.stop();
await stack.stop();
const { count, p50, p99 } = figures;
console.log(
  `${count} commands, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; CPU ms per command:`,
  cpu,
);
for (const file of readdirSync(folder)) {
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const role = roleOf(profile);
  if (!role || role === 'main-worker' || role === 'main-up') continue;
  console.log(`\n=== ${role}`);
  print(profile, count);
}
removeDataDir(dataDir);
