// A TCP proxy before one dependency, for processes that only know its address. It stays on its port whatever
// it does, so that the processes need no restart. It decides nothing by time: the test says when.
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

/** What it does with connections: passes everything, refuses and cuts, or takes everything and says nothing. */
type Mode = 'pass' | 'refuse' | 'hole';

export interface FaultProxy {
  /** The address of the dependency, through the proxy. */
  readonly url: string;
  /** Everything passes again; connections that were held are cut. */
  heal(): void;
  /** Connections are cut, and new ones are reset: the server is down. */
  refuse(): void;
  /** Nothing passes any more, in old connections and in new ones; none is closed: packets are dropped. */
  blackHole(): void;
  /** What the server says arrives so much later. */
  delay(milliseconds: number): void;
  /** When the server has said so many bytes more, the connection on which it did is reset, once. */
  cutAfter(bytes: number): void;
  /** True once that has happened. */
  wasCut(): boolean;
  close(): Promise<void>;
}

interface State {
  mode: Mode;
  delayMs: number;
  /** Bytes the server may still say; undefined: any number. */
  left: number | undefined;
}

const slowed = (state: State): Transform =>
  new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (state.delayMs === 0) return done(null, chunk);
      void pause(state.delayMs).then(() => done(null, chunk));
    },
  });

const counted = (state: State, reset: () => void): Transform =>
  new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      if (state.left === undefined || (state.left -= chunk.length) > 0) return done(null, chunk);
      state.left = undefined;
      reset();
    },
  });

const pairUp = (outer: Socket, target: URL, state: State): readonly Socket[] => {
  const inner = connect(Number(target.port), target.hostname);
  const both = [inner, outer];
  const end = (): void => both.forEach((socket) => socket.destroy());
  for (const socket of both) socket.setNoDelay(true).on('error', end).on('close', end);
  outer.pipe(inner);
  const reset = (): void => void outer.resetAndDestroy();
  inner.pipe(slowed(state)).pipe(counted(state, reset)).pipe(outer);
  return both;
};

const listening = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The proxy has no port.'));
      else resolve(address.port);
    });
  });

/** Forwards a free port of this machine to the server of `url`, of whatever protocol. */
export const startFaultProxy = async (url: string): Promise<FaultProxy> => {
  const [scheme = ''] = url.split('://');
  const target = new URL(url.replace(scheme, 'http'));
  const state: State = { mode: 'pass', delayMs: 0, left: undefined };
  const sockets = new Set<Socket>();
  const server = createServer((outer) => {
    if (state.mode === 'refuse') return void outer.on('error', () => undefined).resetAndDestroy();
    const taken = state.mode === 'hole' ? [outer.on('error', () => undefined).pause()] : [];
    for (const socket of taken.length > 0 ? taken : pairUp(outer, target, state))
      sockets.add(socket.on('close', () => sockets.delete(socket)));
  });
  const cut = (): void => sockets.forEach((socket) => socket.resetAndDestroy());
  const through = new URL(target);
  through.host = `127.0.0.1:${await listening(server)}`;
  return {
    url: through.href.replace(/^http/, scheme).replace(/\/(?=$|\?)/, ''),
    heal: () => {
      Object.assign(state, { mode: 'pass', delayMs: 0, left: undefined });
      cut();
    },
    refuse: () => {
      state.mode = 'refuse';
      cut();
    },
    blackHole: () => {
      state.mode = 'hole';
      for (const socket of sockets) socket.unpipe().pause();
    },
    delay: (milliseconds) => {
      state.delayMs = milliseconds;
    },
    cutAfter: (bytes) => {
      state.left = bytes;
    },
    wasCut: () => state.left === undefined,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
};
