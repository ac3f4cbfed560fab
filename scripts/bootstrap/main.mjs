import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './dependencies.mjs';
import { describe } from './failure.mjs';
import { withLock } from './lock.mjs';
import { interrupt } from './run.mjs';

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

const say = (line) => console.log(line);

const endOnSignals = () => {
  for (const [signal, code] of Object.entries(SIGNALS)) {
    process.once(signal, () => void interrupt(signal).then(() => process.exit(code)));
  }
};

const isReady = (root) => isInstalled(root) && isBuilt(root);

const prepare = async (root) => {
  if (!isInstalled(root)) await install(root, say);
  if (!isBuilt(root)) await build(root, say);
};

/** Makes the project in `root` ready to run; ends the process with code 1 when that fails. */
export const bootstrap = async (root) => {
  try {
    if (isReady(root)) return;
    endOnSignals();
    await withLock(
      join(root, '.data', 'bootstrap.lock'),
      () => prepare(root),
      (pid) => say(`Another process (${pid || 'just started'}) is preparing the project; waiting for it ...`),
    );
  } catch (error) {
    console.error(describe(error));
    process.exitCode = 1;
  }
};
