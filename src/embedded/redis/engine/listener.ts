import { createServer, type AddressInfo, type Server } from 'node:net';
import { Connection } from './connection.js';
import type { Engine } from './engine.js';

const HOST = '127.0.0.1';

export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

export type Listening = Readonly<{
  port: number;
  /** Writes and answers what is waiting. */
  flush: () => void;
  close: () => Promise<void>;
}>;

export type ListenOptions = Readonly<{
  engine: Engine;
  port: number;
  /** Writes the changes of this moment; gives the reason when it could not. */
  write: () => string | undefined;
}>;

/** Collects what all connections did in one turn of the event loop: one write, then their replies. */
const createFlush = (write: () => string | undefined) => {
  let waiting = new Set<Connection>();
  let planned = false;
  const flush = (): void => {
    planned = false;
    const connections = waiting;
    waiting = new Set();
    const failure = write();
    for (const connection of connections) connection.flush(failure);
  };
  const plan = (connection: Connection): void => {
    waiting.add(connection);
    if (planned) return;
    planned = true;
    setImmediate(flush);
  };
  return { flush, plan };
};

const bind = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new PortInUseError(`port ${port} on ${HOST} is used by another program: choose another port`)
          : error,
      ),
    );
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address() as AddressInfo;
      resolve(address.port);
    });
  });

export const listen = async ({ engine, port, write }: ListenOptions): Promise<Listening> => {
  const { flush, plan } = createFlush(write);
  const connections = new Set<Connection>();
  let id = 0;
  const server = createServer((socket) => {
    const connection = new Connection(socket, { engine, id: (id += 1), wantsFlush: plan });
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  });
  const taken = await bind(server, port);
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    flush();
    for (const connection of connections) connection.destroy();
    await closed;
  };
  return { port: taken, flush, close };
};
