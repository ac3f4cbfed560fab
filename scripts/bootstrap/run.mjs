import { spawn } from 'node:child_process';
import { once } from 'node:events';

// npm puts back what it replaced when it is interrupted; that is not worth more.
const GRACE_MS = 2_000;
const KEPT_CHARACTERS = 100_000;

let running;
let interrupted;

/**
 * Runs a command to its end, without a terminal. Gives its exit code (127: not found) and both outputs as one text.
 * Never resolves after `interrupt`: nothing may follow.
 */
export const run = (command, args, { cwd, env = process.env }) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    const finish = (code, last = '') => {
      running = undefined;
      if (!interrupted) resolve({ code, output: output + last });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-KEPT_CHARACTERS);
      });
    }
    child.once('error', (error) => finish(error.code === 'ENOENT' ? 127 : 1, error.message));
    child.once('close', (code, signal) => finish(code ?? 1, signal ? `\nended by ${signal}` : ''));
  });

const endRunning = async (signal) => {
  const child = running;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(force);
};

/**
 * Ends the command that runs now, if there is one, and resolves when it has ended. Kills one that does not listen. A second
 * call does no more: Ctrl-C reaches us twice, from the terminal and from npm.
 */
export const interrupt = (signal) => (interrupted ??= endRunning(signal));
