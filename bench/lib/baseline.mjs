import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The baseline as a process of its own, on the event store of a running backend. */
export const startBaseline = async ({ EVENTSTORE_URL }) => {
  const script = join(import.meta.dirname, '..', 'baseline', 'append-server.mjs');
  const child = fork(script, [], { env: { ...process.env, EVENTSTORE_URL }, execArgv: [] });
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.disconnect() };
};
