// `npm run bench`: makes the project and the benchmarks ready (packages, build), then runs them. With --quick
// a few seconds of each, to see that everything works: nothing is written then. With --store the event store alone, with
// --lists (or `lists`) long lists and the event index alone.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '..');

const run = (command, args, cwd) => {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' });
  if (error) console.error(error.message);
  return status === 0;
};

const ready = () => {
  if (!run(process.execPath, [join(root, 'scripts', 'bootstrap.mjs'), '--quiet'], root)) return false;
  if (
    existsSync(join(here, 'node_modules', 'undici')) &&
    existsSync(join(here, 'node_modules', '@event-driven-io'))
  )
    return true;
  return run('npm', ['ci'], here) || run('npm', ['install', '--no-save'], here);
};

if (ready()) {
  const { main, mainLists, mainStore } = await import('./main.mjs');
  const asked = (name) => process.argv.includes(name) || process.argv.includes(`--${name}`);
  const measure = asked('store') ? mainStore : asked('lists') ? mainLists : main;
  await measure({ quick: process.argv.includes('--quick') });
} else {
  process.exitCode = 1;
}
