import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect } from 'chai';
import { startApi, type Api } from './support.js';

const MANY = 2_000;
const AT_ONCE = 100;
const WAYS = [
  ['say nothing', ''],
  ['stop within their headers', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['stop within a body', 'POST /api/v1/probe/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{'],
  ['were answered and stay', 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n'],
] as const;

/** Connections of this kind; each says its words and nothing more. */
const idle = async (api: Api, words: string): Promise<readonly Socket[]> => {
  const { hostname, port } = new URL(api.origin);
  const sockets: Socket[] = [];
  while (sockets.length < MANY) {
    const some = Array.from({ length: AT_ONCE }, () => connect({ host: hostname, port: Number(port) }));
    await Promise.all(some.map((socket) => once(socket, 'connect')));
    for (const socket of some) {
      // Being cut is what is to happen to it.
      socket.on('error', () => undefined).resume();
      if (words !== '') socket.write(words);
    }
    sockets.push(...some);
  }
  return sockets;
};

const closed = async (socket: Socket): Promise<void> => {
  if (!socket.destroyed) await once(socket, 'close');
};

describe('S8 two thousand connections that idle', function () {
  this.timeout(300_000);

  for (const [what, words] of WAYS)
    it(`leave others answered, and are all let go: they ${what}`, async () => {
      const limits = { headersMs: 20_000, requestMs: 20_000, idleMs: 20_000, checkMs: 500 };
      const api = await startApi({}, limits);
      const sockets = await idle(api, words);
      try {
        const statuses: number[] = [];
        for (let i = 0; i < 50; i += 1) statuses.push((await api.call('/health/live/')).status);
        expect(new Set(statuses)).to.deep.equal(new Set([200]));
        await Promise.all(sockets.map(closed));
        expect((await api.call('/health/live/')).status).to.equal(200);
      } finally {
        for (const socket of sockets) socket.destroy();
        await api.stop();
      }
    });
});
