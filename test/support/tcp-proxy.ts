// A TCP proxy that can be told to misbehave. It decides nothing by time: the test says when.
import { connect, createServer, type Socket } from 'node:net';

export interface TcpProxy {
  readonly port: number;
  /** From now on what the server answers never arrives; what is sent to it still does. */
  dropAnswers(): void;
  /** From now on nothing passes, and nothing is read: both sides run into backpressure. */
  freeze(): void;
  /** Cuts all connections; new ones work. */
  cut(): void;
  close(): Promise<void>;
}

interface Pair {
  readonly inner: Socket;
  readonly outer: Socket;
}

/** Forwards a free port of this machine to `target`. */
export const startTcpProxy = async (target: number): Promise<TcpProxy> => {
  const pairs = new Set<Pair>();
  const server = createServer((outer) => {
    const inner = connect(target, '127.0.0.1');
    const pair = { inner, outer };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      inner.destroy();
      outer.destroy();
    };
    for (const socket of [inner, outer]) socket.on('error', end).on('close', end);
    outer.pipe(inner);
    inner.pipe(outer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The proxy has no port.');
  const cut = (): void => {
    for (const { inner, outer } of pairs) {
      inner.destroy();
      outer.destroy();
    }
  };
  return {
    port: address.port,
    dropAnswers: () => {
      for (const { inner, outer } of pairs) inner.unpipe(outer).resume();
    },
    freeze: () => {
      for (const { inner, outer } of pairs) {
        inner.unpipe(outer).pause();
        outer.unpipe(inner).pause();
      }
    },
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
