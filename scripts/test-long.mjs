// `npm run test:long`: the tests that take minutes (*.long.test.ts), all of them or the part LONG_SLICE=k/n asks for.
// Where there are none there is nothing to fail.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const found = existsSync('dist/test')
  ? readdirSync('dist/test', { recursive: true }).filter((path) => path.endsWith('.long.test.js'))
  : [];

if (found.length === 0) {
  console.log('There are no long tests.');
} else {
  const files = found.map((path) => `dist/test/${path}`);
  const args = ['node_modules/mocha/bin/mocha.js', '--timeout', '600000', ...files];
  process.exitCode = spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;
}
