import { createServer } from 'node:net';
import { PostgresError } from './errors.js';

const HOST = '127.0.0.1';

/** Can we listen on this port (0: on any) right now? Gives the number, or undefined when it is taken. */
const probe = (port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(new PostgresError(`Postgres: cannot listen on ${HOST}:${port}: ${error.message}`));
    });
    server.listen({ port, host: HOST, exclusive: true }, () => {
      const address = server.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      server.close(() => resolve(found));
    });
  });

/**
 * The port to use: `wanted` if it is free, any free one for 0. Throws PostgresError when `wanted` is taken.
 */
export const choosePort = async (wanted: number): Promise<number> => {
  const port = await probe(wanted);
  if (port !== undefined) return port;
  throw new PostgresError(
    `Postgres: port ${wanted} on ${HOST} is used by another program: choose another port`,
  );
};
