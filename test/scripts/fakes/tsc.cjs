// Stands in for the compiler: copies src/ to dist/src/ with .js names, notes each run in tsc-calls.txt, and fails with the
// lines of compiler-errors.txt.
'use strict';
const {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join } = require('node:path');

// As the incremental compiler: what its notes call up to date is not written again.
const NOTES = 'dist/.tsbuildinfo';

appendFileSync('tsc-calls.txt', `${process.argv.slice(2).join(' ')}\n`);
mkdirSync('dist', { recursive: true });
const before = existsSync(NOTES) ? JSON.parse(readFileSync(NOTES, 'utf8')) : {};
const now = {};
for (const name of readdirSync('src', { recursive: true })) {
  if (!name.endsWith('.ts')) continue;
  const text = readFileSync(join('src', name), 'utf8');
  now[name] = text;
  if (before[name] === text) continue;
  const output = join('dist', 'src', name.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, text);
}
writeFileSync(NOTES, JSON.stringify(now));
if (existsSync('compiler-errors.txt')) {
  process.stdout.write(readFileSync('compiler-errors.txt', 'utf8'));
  process.exitCode = 2;
}
