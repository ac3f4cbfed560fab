// Runs the whole test suite against servers that were started separately and are given by URL, as in
// production: nothing of the tests may depend on embedded servers they started themselves.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..');
const dist = (...parts) => join(root, 'dist', 'src', ...parts);

/** The event store as a process of its own; resolves with its URL and how to end it. */
const startEventStore = (folder) =>
  new Promise((done, fail) => {
    const script = dist('embedded', 'eventstore', 'process.js');
    const args = [script, '--data', join(folder, 'eventstore'), '--port', '0', '--no-sync'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = new Promise((gone) => child.once('exit', gone));
    exited.then((code) => fail(new Error(`the event store ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const { port } = JSON.parse(line);
      const stop = () => (child.kill(), exited);
      done({ url: `esdb://127.0.0.1:${port}?tls=false`, stop });
    });
  });

const runTests = (environment, args) =>
  new Promise((done) => {
    const mocha = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
    const env = { ...process.env, ...environment };
    spawn(process.execPath, [mocha, ...args], { cwd: root, env, stdio: 'inherit' }).once('exit', (code) =>
      done(code ?? 1),
    );
  });

const folder = await mkdtemp(join(tmpdir(), 'aidesign-external-'));
await chmod(folder, 0o755);
const { startPostgres } = await import(dist('embedded', 'postgres', 'server.js'));
const [log, database] = await Promise.all([
  startEventStore(folder),
  startPostgres({ dataDir: join(folder, 'postgres'), durable: false }),
]);
const code = await runTests(
  { EVENTSTORE_URL: log.url, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
  process.argv.slice(2),
);
await log.stop();
await database.stop();
await rm(folder, { recursive: true, force: true });
process.exitCode = code;
