// CPU time of the backend's processes, from /proc: how much work a request is, whatever else the machine
// does. Where there is no /proc there are no figures.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const TICK_MS = 10;

const read = (path) => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const statOf = (pid) => {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1).split(' ');
  return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * TICK_MS };
};

const NAMES = [
  ['API', /main-api\.js/],
  ['follower', /main-follow\.js/],
  ['event store', /eventstore\/process\.js/],
  ['supervisor', /main-up\.js/],
  ['load', /load\.mjs/],
  ['Postgres', /postgres/],
  ['baseline', /append-server\.mjs/],
];

/** CPU milliseconds so far by kind of process, of all descendants of these processes. */
export const cpuTimes = (ancestors) => {
  if (!existsSync('/proc/self/stat')) return undefined;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: read(`/proc/${name}/cmdline`), ...statOf(name) }));
  const family = new Set(ancestors);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  const times = {};
  for (const { pid, command, cpuMs } of all) {
    const name = family.has(pid) && NAMES.find(([, pattern]) => pattern.test(command))?.[0];
    if (name) times[name] = (times[name] ?? 0) + cpuMs;
  }
  return times;
};

/** What was used between two measurements, per request. */
export const cpuPerRequest = (before, after, requests) =>
  before &&
  Object.fromEntries(
    Object.entries(after).map(([name, cpuMs]) => [name, (cpuMs - (before[name] ?? 0)) / requests]),
  );
