import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { until } from './support.js';

export interface Bare {
  readonly socket: Socket;
  /** Everything the server has said so far. */
  said(): string;
  /** Sends a line and waits until the whole of what was said ends like this. */
  tell(line: string, end: string): Promise<string>;
}

/** A connection without a client library; with the password of `address` unless it is to be a stranger's. */
export const openBare = async (address: string, stranger = false): Promise<Bare> => {
  const { hostname, port, password } = new URL(address);
  const socket = connect(Number(port), hostname);
  let text = '';
  socket.on('data', (chunk) => (text += chunk.toString('latin1')));
  await once(socket, 'connect');
  const bare: Bare = {
    socket,
    said: () => text,
    tell: async (line, end) => {
      text = '';
      socket.write(`${line}\r\n`);
      await until(() => text.endsWith(end));
      return text;
    },
  };
  if (password !== '' && !stranger) await bare.tell(`AUTH ${password}`, '+OK\r\n');
  return bare;
};
