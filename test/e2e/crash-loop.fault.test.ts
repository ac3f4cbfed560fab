import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { connectLog } from '#eventlog/log-client.js';
import { createPool } from '#platform/postgres/pool.js';
import { readRunFile } from '#platform/run-file.js';
import { eventsOf, foldOf, rowsIn, type Tables } from '#test/support/read-models.js';
import { startUp, type Child, type Up } from '#test/support/up.js';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'main-cli.js');
/**
 * Who is killed after how many steps of the demo, round after round: each child twice, never thrice within a
 * minute.
 */
const KILLED: readonly { readonly after: number; readonly child: Child }[] = [
  { after: 4, child: 'api' },
  { after: 9, child: 'event store' },
  { after: 15, child: 'follow' },
  { after: 21, child: 'postgres' },
  { after: 33, child: 'event store' },
  { after: 39, child: 'postgres' },
  { after: 45, child: 'api' },
  { after: 50, child: 'follow' },
];

interface Played {
  readonly code: number | null;
  readonly output: string;
  readonly killed: readonly Child[];
}

/** Plays the demo twice and kills children of the server while it runs. */
const playWhileKilling = (up: Up): Promise<Played> =>
  new Promise((resolve) => {
    const demo = spawn(process.execPath, [CLI, 'demo', '--loop', '2', '--json'], {
      env: { ...process.env, DATA_DIR: up.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let steps = 0;
    const killed: Child[] = [];
    createInterface({ input: demo.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (!line.includes('"step"')) return;
      steps += 1;
      const victim = KILLED.find(({ after }) => after === steps);
      if (!victim) return;
      up.kill(victim.child);
      killed.push(victim.child);
    });
    demo.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    demo.once('close', (code) => resolve({ code, output, killed }));
  });

describe('a server whose processes are killed one after another while people work', function () {
  this.timeout(300_000);
  let up: Up;
  let played: Played;

  before(async () => {
    up = await startUp(await mkdtemp(join(tmpdir(), 'aidesign-crash-')));
    played = await playWhileKilling(up);
  });

  after(async () => {
    await up.stop();
    await rm(up.dataDir, { recursive: true, force: true });
  });

  it('serves the whole story twice: what was answered is in the log exactly once', () => {
    expect(played.code, played.output).to.equal(0);
    expect(played.killed).to.have.length(KILLED.length);
  });

  it('brings every process back by itself', () => {
    const children: readonly Child[] = ['api', 'follow', 'worker', 'event store', 'postgres'];
    expect(children.filter((child) => up.pidOf(child) === undefined)).to.deep.equal([]);
  });

  it('keeps every table equal to a fold of the log', async () => {
    const run = await readRunFile(up.dataDir);
    if (!run) throw new Error('no run file');
    const client = connectLog(run.environment['EVENTSTORE_URL'] ?? '');
    const pool = createPool({ url: run.environment['DATABASE_URL'] ?? '', max: 1, applicationName: 'test' });
    const folded = foldOf(await eventsOf(client));
    let rows: Tables = {};
    for (let attempts = 0; attempts < 100; attempts += 1) {
      rows = await rowsIn(pool);
      if (isDeepStrictEqual(rows, folded)) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.dispose();
    await pool.end();
    expect(rows).to.deep.equal(folded);
  });
});
