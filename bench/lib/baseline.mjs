import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const start = async (name, env) => {
  const script = join(import.meta.dirname, '..', 'baseline', name);
  const child = fork(script, [], { env: { ...process.env, ...env }, execArgv: [] });
  const [{ port }] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, pid: child.pid, stop: () => child.disconnect() };
};

/** The baseline as a process of its own, on the event store of a running backend. */
export const startBaseline = ({ EVENTSTORE_URL }) => start('append-server.mjs', { EVENTSTORE_URL });

/** That of lists, on its database. */
export const startListBaseline = ({ DATABASE_URL }) => start('list-server.mjs', { DATABASE_URL });
