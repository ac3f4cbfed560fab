// `npm run check`: everything that can be known without running the program, two at a time, as one table.
// Fails when anything fails, and then shows what. `npm run check -- lint imports` runs only these: `lint` is both
// halves of lint.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';

const prettier = ['node_modules/prettier/bin/prettier.cjs', '--cache'];

// The longest first: the others run beside it. Rules of one file remember what they found as long as its text is the
// same; those that need types have no cache, for what they find depends on other files too.
const checks = {
  'lint typed': ['node_modules/oxlint/bin/oxlint', '--format', 'unix'],
  lint: [
    'node_modules/eslint/bin/eslint.js',
    ...['--cache', '--cache-strategy', 'content', '--cache-location', 'dist/check.eslintcache'],
    ...['--max-warnings', '0', '.'],
  ],
  format: [
    ...prettier,
    '--check',
    '--log-level',
    'warn',
    'src',
    'test',
    'migrations',
    'scripts',
    'client',
    '*.{js,json}',
  ],
  types: [
    'node_modules/typescript-native/bin/tsc',
    ...['--noEmit', '-p', 'tsconfig.json', '--tsBuildInfoFile', 'dist/check.tsbuildinfo'],
  ],
  // For browsers: without the types of Node.
  'types client': ['node_modules/typescript-native/bin/tsc', '--noEmit', '-p', 'client/tsconfig.json'],
  'dead code': ['scripts/check/unused-exports.mjs'],
  imports: ['scripts/check/import-table.mjs'],
  'file lengths': ['scripts/check/file-lengths.mjs'],
};

const run = ([name, args]) =>
  new Promise((done) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    child.on('error', (error) => keep(error.message));
    child.on('close', (code) => done({ name, ok: code === 0, output, ms: performance.now() - started }));
  });

const runAll = async (jobs) => {
  const queue = [...jobs];
  const results = new Map();
  const lane = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) results.set(job[0], await run(job));
  };
  await Promise.all([lane(), lane()]);
  return jobs.map(([name]) => results.get(name));
};

const lastLine = (output) => output.trim().split('\n').at(-1) ?? '';

const show = ({ name, ok, output, ms }) =>
  `${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(14)}${(ms / 1000).toFixed(1).padStart(5)} s  ${ok ? lastLine(output) : ''}`.trimEnd();

const wanted = process.argv.slice(2);
const means = (word, name) => name === word || name.startsWith(`${word} `);
const unknown = wanted.filter((word) => !Object.keys(checks).some((name) => means(word, name)));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(', ')}. There are: ${Object.keys(checks).join(', ')}`);
  process.exit(2);
}
mkdirSync('dist', { recursive: true });
const started = performance.now();
const results = await runAll(
  Object.entries(checks).filter(([name]) => wanted.length === 0 || wanted.some((word) => means(word, name))),
);
const failed = results.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.log(`— ${name}\n${output.trim()}\n`);
for (const result of results) console.log(show(result));
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${results.length - failed.length} of ${results.length} checks passed in ${seconds} s`);
process.exitCode = failed.length === 0 ? 0 : 1;
