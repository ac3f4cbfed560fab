// One port for two protocols: HTTP/2 goes to gRPC, HTTP/1.1 to the pages and fall-backs. With TLS the client's
// ALPN decides, without it the first bytes it sends do. Promises: a connection that says nothing for ten
// seconds is closed; what was read to decide is not lost. Fails to start with PortInUseError, or with what the
// operating system says.

import type { Server as HttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { ServerCredentials, type Server as GrpcServer } from '@grpc/grpc-js';

/** Another process listens on the port. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
}

/** PEM texts. */
export interface TlsFiles {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface ListenOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Absent = plain text. */
  readonly tls?: TlsFiles | undefined;
  readonly grpc: GrpcServer;
  readonly http: HttpServer;
}

export interface PortListener {
  readonly port: number;
  /** Takes no more connections; those there are stay. */
  stop(): void;
}

const FIRST_BYTES_MS = 10_000;
/** HTTP/2 begins with "PRI * HTTP/2.0"; no method of HTTP/1.1 does. */
const PREFACE = Buffer.from('PRI ');

/** Calls `decide` with whether the peer speaks HTTP/2, once it has said enough; the bytes stay in the socket. */
const peek = (socket: Socket, decide: (isHttp2: boolean) => void): void => {
  let head = Buffer.alloc(0);
  const look = (): void => {
    const more: unknown = socket.read();
    if (!Buffer.isBuffer(more)) return;
    head = Buffer.concat([head, more]);
    const known = Math.min(head.length, PREFACE.length);
    const isHttp2 = head.subarray(0, known).equals(PREFACE.subarray(0, known));
    if (isHttp2 && known < PREFACE.length) return;
    socket.off('readable', look);
    // Only now: what is put back at once would be offered again at once.
    socket.unshift(head);
    decide(isHttp2);
  };
  socket.on('readable', look);
};

const ignore = (): void => {
  // A peer that goes away is its own business; its calls end by themselves.
};

const plainServer = (dispatch: (socket: Socket, isHttp2: boolean) => void): Server =>
  createServer((socket) => {
    socket.on('error', ignore);
    socket.setTimeout(FIRST_BYTES_MS, () => socket.destroy());
    peek(socket, (isHttp2) => {
      dispatch(socket, isHttp2);
    });
  });

const tlsServer = (files: TlsFiles, dispatch: (socket: Socket, isHttp2: boolean) => void): Server => {
  // gRPC offers h2 alone; browsers offer both and get the pages.
  const options = { ...files, ALPNProtocols: ['http/1.1', 'h2'], handshakeTimeout: FIRST_BYTES_MS };
  const server = createTlsServer(options, (socket) => {
    socket.on('error', ignore);
    dispatch(socket, socket.alpnProtocol === 'h2');
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
};

const bind = (server: Server, { host, port }: ListenOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = `port ${String(port)} on ${host} is in use`;
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(inUse) : error);
    });
    server.listen({ host, port }, () => {
      const address: AddressInfo | string | null = server.address();
      resolve(address === null || typeof address === 'string' ? port : address.port);
    });
  });

/** Starts listening. */
export const listen = async (options: ListenOptions): Promise<PortListener> => {
  const { grpc, http, tls } = options;
  // The sockets handed over are decrypted already.
  const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
  const dispatch = (socket: Socket, isHttp2: boolean): void => {
    socket.setTimeout(0);
    socket.removeAllListeners('timeout');
    if (isHttp2) injector.injectConnection(socket);
    else http.emit('connection', socket);
  };
  const server = tls === undefined ? plainServer(dispatch) : tlsServer(tls, dispatch);
  const port = await bind(server, options);
  server.removeAllListeners('error');
  server.on('error', ignore);
  return {
    port,
    stop: () => {
      server.close();
    },
  };
};
