import { spawn } from 'node:child_process';
import { once } from 'node:events';

const GRACE_MS = 5_000;
const KEPT_CHARACTERS = 100_000;

let running;
let interrupted = false;

// A group of its own: what the command started itself ends with it, and Ctrl-C reaches it through us, once.
const signalGroup = (child, signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // It ended just now.
    if (error.code !== 'ESRCH') throw error;
  }
};

/**
 * Runs a command to its end, without a terminal. Gives its exit code (127: not found) and both outputs as one text.
 * Never resolves after `interrupt`: nothing may follow.
 */
export const run = (command, args, { cwd, env = process.env }) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
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

/** Ends the command that runs now, if there is one, and resolves when it has ended. Kills one that does not listen. */
export const interrupt = async (signal) => {
  interrupted = true;
  if (!running) return;
  const child = running;
  const ended = once(child, 'exit');
  signalGroup(child, signal);
  const force = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  await ended;
  clearTimeout(force);
};
