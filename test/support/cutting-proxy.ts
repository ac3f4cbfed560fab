import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** answer: what the server says to it is lost. request: it never arrives. */
export type Cut = 'answer' | 'request';

export interface CuttingProxy {
  /** The database's URL, through the proxy. */
  readonly url: string;
  /** Connections cut so far. */
  readonly cuts: () => number;
  /** The next time a client sends this text, its connection breaks. */
  cutNext(text: string, cut: Cut): void;
  close(): void;
}

/** Stands between a client and Postgres and breaks connections at a chosen message. */
export const startCuttingProxy = async (target: string): Promise<CuttingProxy> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let armed: { readonly text: string; readonly cut: Cut } | undefined;
  let cuts = 0;

  const server = createServer((client) => {
    const upstream = createConnection(Number(port), hostname);
    const both = [client, upstream];
    for (const socket of both) {
      sockets.add(socket);
      socket.on('error', () => both.forEach((one) => one.destroy()));
      socket.on('close', () => both.forEach((one) => one.end()));
    }
    upstream.on('data', (data) => void client.write(data));
    client.on('data', (data) => {
      if (!armed || !data.includes(armed.text)) return void upstream.write(data);
      const { cut } = armed;
      armed = undefined;
      cuts += 1;
      if (cut === 'request') return void client.destroy();
      upstream.removeAllListeners('data').once('data', () => client.destroy());
      upstream.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    cuts: () => cuts,
    cutNext: (text, cut) => {
      armed = { text, cut };
    },
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
