// Runs the whole test suite against servers that were started separately and are given by URL, as in
// production: nothing of the tests may depend on embedded servers they started themselves.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '..');
/** Tests that count on servers of their own, and some more. */
const LOGS = 240;
const OTHERS = 64;

/** Servers in a process of their own; resolves with their URLs and how to end them. */
const startServers = (folder) =>
  new Promise((done, fail) => {
    const args = [
      join(import.meta.dirname, 'test-servers.mjs'),
      join(folder, 'servers'),
      String(LOGS),
      String(OTHERS),
    ];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = new Promise((gone) => child.once('exit', gone));
    exited.then((code) => fail(new Error(`the servers ended with ${code}`)));
    createInterface({ input: child.stdout }).once('line', (line) => {
      const stop = () => (child.stdin.end(), exited);
      done({ ...JSON.parse(line), stop });
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
const { startPostgres } = await import(join(root, 'dist', 'src', 'embedded', 'postgres', 'server.js'));
const [servers, database] = await Promise.all([
  startServers(folder),
  startPostgres({ dataDir: join(folder, 'postgres'), durable: false }),
]);
const [shared, ...own] = servers.logs;
const environment = {
  EVENTSTORE_URL: shared,
  TEST_LOGS: own.join(' '),
  TEST_REDIS: servers.redis.join(' '),
  TEST_MAILBOXES: servers.mailboxes.join(' '),
  TEST_MODEL: servers.model,
  DATABASE_URL: database.appUrl,
  DATABASE_OWNER_URL: database.ownerUrl,
};
const code = await runTests(environment, process.argv.slice(2));
await servers.stop();
await database.stop();
await rm(folder, { recursive: true, force: true });
process.exitCode = code;
