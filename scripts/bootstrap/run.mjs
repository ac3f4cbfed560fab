import { spawn } from 'node:child_process';

let running;

/** Runs a command to its end, without a terminal. Gives its exit code (127: not found) and both outputs as one text. */
export const run = (command, args, { cwd, env = process.env }) =>
  new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    running = child;
    const finish = (code, last = '') => {
      running = undefined;
      resolve({ code, output: output + last });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output = (output + text).slice(-100_000);
      });
    }
    child.once('error', (error) => finish(error.code === 'ENOENT' ? 127 : 1, error.message));
    child.once('close', (code, signal) => finish(code ?? 1, signal ? `\nended by ${signal}` : ''));
  });

/** Ends the command that runs now, if there is one. */
export const interrupt = (signal) => running?.kill(signal);
