/**
 * For the script that `spawnNode` runs: calls `stop` once when the parent process is gone, also by kill -9.
 * Does nothing in a process that was started by hand (no AIDESIGN_WATCHDOG). The caller then stops cleanly
 * and exits.
 */
export const whenOrphaned = (stop: () => void): void => {
  if (process.env['AIDESIGN_WATCHDOG'] !== '1') return;
  // Nobody reads our output any more: a line printed while stopping must not become an error that ends us
  // half-way.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.stdin.once('end', stop);
  process.stdin.resume();
  // A server decides itself how long it lives; listening for the parent does not keep it alive.
  if ('unref' in process.stdin) process.stdin.unref();
};
