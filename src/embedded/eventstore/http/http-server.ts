// The HTTP/1.1 side of the port. Promises: every request gets an answer, also a malformed one; bodies are thrown
// away unread; a page of another origin cannot make a browser change anything here.

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Access } from '../access/sign-in.js';
import { refusal, send, type Answer } from './answer.js';
import { answer, type Asked, type Site } from './routes.js';

export interface HttpOptions extends Site {
  readonly access: Access;
  readonly report: (where: string, error: unknown) => void;
}

/** Refuses what browsers send on behalf of other sites. */
const isForeign = ({ method, headers }: IncomingMessage): boolean => {
  if (method === 'GET' || method === 'HEAD') return false;
  const { origin, host } = headers;
  return origin !== undefined && !origin.endsWith(`://${host ?? ''}`);
};

const decoded = (pathname: string): string[] | undefined => {
  try {
    return pathname.slice(1).split('/').map(decodeURIComponent);
  } catch {
    // A percent sign that begins no character.
    return undefined;
  }
};

const respond = async (options: HttpOptions, request: IncomingMessage): Promise<Answer> => {
  const { headers, method = 'GET', url = '/', socket } = request;
  if (isForeign(request)) return refusal(403, 'Forbidden');
  const base = `http://${headers.host ?? 'localhost'}`;
  const target = URL.canParse(url, base) ? new URL(url, base) : undefined;
  const path = target === undefined ? undefined : decoded(target.pathname);
  if (target === undefined || path === undefined) return refusal(400, 'Bad Request');
  await options.access.check(headers.authorization);
  const caller = options.access.identify(headers.authorization);
  if (caller === 'wrong') return refusal(401, 'Unauthorized');
  const reached = target.port === '' ? (socket.localPort ?? 0) : Number(target.port);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const asked: Asked = { method, path, query: target.searchParams, host, port: reached, caller };
  return answer(options, asked);
};

/** A server that listens nowhere: connections are handed to it. */
export const httpServer = (options: HttpOptions): Server => {
  const server = createServer((request, response) => {
    request.resume();
    respond(options, request)
      .catch((error: unknown) => {
        options.report('http', error);
        return refusal(500, 'Internal Server Error');
      })
      .then((answered) => {
        send(response, answered, request.method === 'HEAD');
      })
      .catch((error: unknown) => {
        options.report('http', error);
        response.destroy();
      });
  });
  server.keepAliveTimeout = 5_000;
  return server;
};
