import { connect } from 'node:net';
import { encodeCommand } from './protocol/encode.js';

const PATIENCE_MS = 2_000;

/**
 * Gives all commands at once and takes one line of answer for each; undefined when nobody
 * answers. For questions before there is a real client.
 */
export const ask = (port: number, commands: readonly (readonly string[])[]): Promise<string | undefined> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (text: string | undefined): void => {
      socket.destroy();
      resolve(text);
    };
    socket.setTimeout(PATIENCE_MS, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('close', () => resolve(answer === '' ? undefined : answer));
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (answer.split('\r\n').length > commands.length) end(answer);
    });
    socket.write(commands.map(encodeCommand).join(''), 'latin1');
  });
