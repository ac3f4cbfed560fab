import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isDeepStrictEqual } from 'node:util';
import { connectLog } from '#eventlog/log-client.js';
import { createPool } from '#platform/postgres/pool.js';
import { readRunFile } from '#platform/run-file.js';
import { auditEffects, type EffectsAudit } from './effects-audit.js';
import { eventsOf, foldOf, rowsIn, type Tables } from './read-models.js';
import { withoutServers, type Child, type Up } from './up.js';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'main-cli.js');
const CATCH_UP_TRIES = 100;
const READY_TRIES = 300;
const CATCH_UP_PAUSE_MS = 100;

/** Who is killed when the demo has played so many steps. */
export interface Kill {
  readonly after: number;
  readonly child: Child;
}

export interface Played {
  /** Exit code of the demo: 0 when every answer and the log were as they must be. */
  readonly code: number | null;
  readonly output: string;
  readonly killed: readonly Child[];
}

/** Plays the demo `rounds` times and kills children of the server while it runs. */
export const playWhileKilling = (up: Up, kills: readonly Kill[], rounds: number): Promise<Played> =>
  new Promise((resolve) => {
    const demo = spawn(process.execPath, [CLI, 'demo', '--loop', String(rounds), '--json'], {
      env: { ...withoutServers(process.env), DATA_DIR: up.dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let steps = 0;
    const killed: Child[] = [];
    createInterface({ input: demo.stdout }).on('line', (line) => {
      output += `${line}\n`;
      if (!line.includes('"step"')) return;
      steps += 1;
      const victim = kills.find(({ after }) => after === steps);
      if (!victim) return;
      up.kill(victim.child);
      killed.push(victim.child);
    });
    demo.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    demo.once('close', (code) => resolve({ code, output, killed }));
  });

/** Resolves when all servers answer again: a child killed by the last step may still be on its way back. */
const untilReady = async (up: Up): Promise<void> => {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    const ready = await fetch(`${up.url}/health/ready/`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, CATCH_UP_PAUSE_MS));
  }
  throw new Error(`The server did not become ready: ${up.output()}`);
};

/** The rows of the read models and what they must be, once they agree or after ten seconds. */
export const rowsAndFold = async (up: Up): Promise<{ readonly rows: Tables; readonly folded: Tables }> => {
  await untilReady(up);
  const run = await readRunFile(up.dataDir);
  if (!run) throw new Error('There is no run file.');
  const client = connectLog(run.environment['EVENTSTORE_URL'] ?? '');
  const pool = createPool({ url: run.environment['DATABASE_URL'] ?? '', max: 1, applicationName: 'test' });
  const folded = foldOf(await eventsOf(client));
  let rows = await rowsIn(pool);
  for (let tries = 0; tries < CATCH_UP_TRIES && !isDeepStrictEqual(rows, folded); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, CATCH_UP_PAUSE_MS));
    rows = await rowsIn(pool);
  }
  await client.dispose();
  await pool.end();
  return { rows, folded };
};

/** What the log and the mailbox say about effects, once all of them have ended or after two minutes. */
export const effectsOf = async (up: Up, audit = auditEffects): Promise<EffectsAudit> => {
  const run = await readRunFile(up.dataDir);
  return audit(run?.environment['EVENTSTORE_URL'] ?? '', run?.environment['MAILBOX_URL'] ?? '');
};
