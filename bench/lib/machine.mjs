import { closeSync, fdatasyncSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { latencies } from './stats.mjs';

const BLOCK = Buffer.alloc(4096, 1);
const SYNCS = 300;

/** How long the disk takes to make 4 KB durable, one after another, in milliseconds. */
export const syncLatency = (folder) => {
  const path = join(folder, 'sync-probe');
  const file = openSync(path, 'w');
  const times = [];
  for (let at = 0; at < SYNCS; at += 1) {
    writeSync(file, BLOCK, 0, BLOCK.length, at * BLOCK.length);
    const started = performance.now();
    fdatasyncSync(file);
    times.push(performance.now() - started);
  }
  closeSync(file);
  unlinkSync(path);
  return latencies(times);
};

/** Processor time in milliseconds since the machine started, of all cores: used, and in all. */
export const busy = () => {
  const times = cpus().map((cpu) => cpu.times);
  const sum = (names) => times.reduce((total, time) => total + names.reduce((t, n) => t + time[n], 0), 0);
  return { used: sum(['user', 'nice', 'sys', 'irq']), all: sum(['user', 'nice', 'sys', 'irq', 'idle']) };
};

/** The share of the processors others use while we do nothing, over a while. */
export const foreignLoad = async (milliseconds) => {
  const before = busy();
  await pause(milliseconds);
  const after = busy();
  return (after.used - before.used) / Math.max(1, after.all - before.all);
};

const system = () => {
  try {
    return /^PRETTY_NAME="?([^"\n]+)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? type();
  } catch {
    return type();
  }
};

export const machine = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${system()}, ${type()} ${release()}`,
  node: process.version,
  load: loadavg()[0],
});
