// Runs the whole suite in two lanes at once, one for each core; within a lane one file after another. What the first lane
// prints is shown as it comes, what the second prints after it; the last line adds both up. With arguments it is mocha
// itself: `npm test -- --no-config dist/test/x.test.js`.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
const config = JSON.parse(readFileSync(join(root, '.mocharc.json'), 'utf8'));

/** Tests that start processes of their own take about as long as all others. */
const FIRST = ['cli', 'docs', 'e2e', 'scripts'].map((folder) => `dist/test/${folder}/**/*.test.js`);
const LANES = [
  { spec: FIRST, ignore: config.ignore },
  { spec: config.spec, ignore: [...config.ignore, ...FIRST] },
];

const argumentsOf = ({ spec, ignore }) => [
  '--no-config',
  ...['--reporter', config.reporter, '--timeout', String(config.timeout), '--forbid-only', '--fail-zero'],
  ...config['node-option'].flatMap((option) => ['--node-option', option]),
  ...ignore.flatMap((pattern) => ['--ignore', pattern]),
  ...spec,
];

const ended = (child) =>
  new Promise((done) => child.once('close', (code, signal) => done(code ?? (signal ? 1 : 0))));

/** Shows what comes from now on, after what was kept. */
const output = () => {
  let kept = [];
  return {
    take: (chunk) => (kept ? kept.push(chunk) : process.stdout.write(chunk)),
    show: () => {
      for (const chunk of kept ?? []) process.stdout.write(chunk);
      kept = undefined;
    },
  };
};

const startLane = (lane, summary) => {
  const env = { ...process.env, SUMMARY_FILE: summary };
  if (process.stdout.isTTY) env.FORCE_COLOR ??= '1';
  const child = spawn(process.execPath, [mocha, ...argumentsOf(lane)], {
    ...{ cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] },
  });
  const shown = output();
  for (const stream of [child.stdout, child.stderr]) stream.on('data', shown.take);
  return { ended: ended(child), show: shown.show };
};

const sumOf = (summary) =>
  readFileSync(summary, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .reduce((sum, lane) => ({
      passed: sum.passed + lane.passed,
      failed: sum.failed + lane.failed,
      skipped: sum.skipped + lane.skipped,
      ms: Math.max(sum.ms, lane.ms),
      names: [...sum.names, ...lane.names],
    }));

const runLanes = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'aidesign-test-'));
  const summary = join(folder, 'summary.jsonl');
  const lanes = LANES.map((lane) => startLane(lane, summary));
  const codes = [];
  for (const lane of lanes) {
    lane.show();
    codes.push(await lane.ended);
  }
  const sum = sumOf(summary);
  rmSync(folder, { recursive: true });
  if (process.env.SUMMARY_FILE) appendFileSync(process.env.SUMMARY_FILE, `${JSON.stringify(sum)}\n`);
  const { passed, failed, skipped } = sum;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return Math.max(...codes);
};

const given = process.argv.slice(2);
process.exitCode =
  given.length === 0
    ? await runLanes()
    : await ended(spawn(process.execPath, [mocha, ...given], { cwd: root, stdio: 'inherit' }));
