// The HTTP server around an application. Promises: who sends slowly, or nothing, is let go after a time; what is
// no HTTP is answered like every other error, with the same headers. Does not limit how long an answer takes.
import {
  createServer,
  STATUS_CODES,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { randomId } from '#platform/ids.js';
import { errorBody, ERRORS, type ApiFailure } from './errors.js';

/** Milliseconds. */
export interface ReceivingLimits {
  /** For all headers of a request, from the first byte on; also for a connection that sends nothing. */
  readonly headersMs: number;
  /** For the whole request with its body. */
  readonly requestMs: number;
  /** Between two answers on one connection. */
  readonly idleMs: number;
  /** Between two looks for requests that are too slow. */
  readonly checkMs: number;
}

export const RECEIVING: ReceivingLimits = {
  ...{ headersMs: 15_000, requestMs: 60_000, idleMs: 65_000, checkMs: 5_000 },
};

const LONGEST_HEADERS = 16_384;

type Code = 'request_too_slow' | 'request_too_large' | 'validation_error';

const failure = (code: Code, message: string, status: number = ERRORS[code].status): ApiFailure => ({
  ...{ status, code, message, problems: [], details: {} },
});

/** What was wrong with bytes that did not become a request; undefined: nobody is there to be told. */
const failureOf = (code: unknown): ApiFailure | undefined => {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return undefined;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return failure('request_too_slow', 'The request did not arrive in time.');
    case 'HPE_HEADER_OVERFLOW':
      return failure('request_too_large', 'The headers are too large.', 431);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return failure('request_too_large', 'The request is too large.');
    default:
      return failure('validation_error', 'This is not a well-formed HTTP request.');
  }
};

const HEADERS = [
  'Content-Type: application/json; charset=utf-8',
  'Cache-Control: no-store',
  "Content-Security-Policy: default-src 'none';frame-ancestors 'none'",
  'Referrer-Policy: no-referrer',
  'X-Content-Type-Options: nosniff',
  'X-Frame-Options: DENY',
  'Connection: close',
];

const answerText = (refused: ApiFailure): string => {
  const body = JSON.stringify(errorBody(refused, randomId()));
  const status = `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status] ?? ''}`;
  return [status, ...HEADERS, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join('\r\n');
};

/** An answer that has begun must not get a second one into it. */
const canBeTold = (socket: Duplex, answering: ServerResponse | undefined): boolean =>
  socket.writable && (answering === undefined || !answering.headersSent || answering.writableFinished);

/** A server that is not listening yet. */
export const createHttpServer = (answer: RequestListener, limits: ReceivingLimits = RECEIVING): Server => {
  const { headersMs, requestMs, idleMs, checkMs } = limits;
  const answers = new WeakMap<Duplex, ServerResponse>();
  const taken: RequestListener = (request, response) => {
    answers.set(request.socket, response);
    answer(request, response);
  };
  const options = { maxHeaderSize: LONGEST_HEADERS, connectionsCheckingInterval: checkMs };
  const server = createServer(options, taken);
  server.headersTimeout = headersMs;
  server.requestTimeout = requestMs;
  server.keepAliveTimeout = idleMs;
  // What a client expects is no reason for an answer without our headers.
  server.on('checkExpectation', taken);
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const refused = failureOf(error.code);
    if (refused && canBeTold(socket, answers.get(socket)))
      socket.end(answerText(refused), () => socket.destroy());
    else socket.destroy();
  });
  return server;
};
