// The small door of a process that serves nothing else: /metrics and /health/live. It says nothing about
// anything else, and a slow reader is cut off.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Registry } from './registry.js';
import { mayScrape } from './scrape-access.js';

export interface MetricsListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenerOptions {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string | undefined;
  readonly registry: Registry;
}

const TIMEOUT_MS = 10_000;

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

const JSON_TYPE = 'application/json';
const say = (status: number, facts: Readonly<Record<string, string>>): Answer => ({
  status,
  type: JSON_TYPE,
  body: JSON.stringify(facts),
});

const answerTo = async (request: IncomingMessage, options: ListenerOptions): Promise<Answer> => {
  const path = (request.url ?? '').split('?', 1)[0]?.replace(/\/$/, '');
  const header = (name: string): string => String(request.headers[name] ?? '');
  if (request.method !== 'GET') return say(405, { error: 'method_not_allowed' });
  if (path === '/health/live') return say(200, { status: 'alive', timestamp: new Date().toISOString() });
  if (path !== '/metrics') return say(404, { error: 'not_found' });
  const address = request.socket.remoteAddress ?? '';
  if (!mayScrape(options.token, { address, header })) return say(401, { error: 'not_authenticated' });
  const { registry } = options;
  return { status: 200, type: registry.contentType, body: await registry.metrics() };
};

const serve = async (request: IncomingMessage, response: ServerResponse, options: ListenerOptions) => {
  const answer = await answerTo(request, options).catch(() => say(500, { error: 'internal_error' }));
  response.writeHead(answer.status, {
    'Content-Type': answer.type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(answer.status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
  });
  response.end(answer.body);
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/** Resolves when it listens; rejects when it cannot. */
export const startMetricsListener = (options: ListenerOptions): Promise<MetricsListener> => {
  const server = createServer({ maxHeaderSize: 8_192 }, (request, response) => {
    void serve(request, response, options);
  });
  server.requestTimeout = TIMEOUT_MS;
  server.headersTimeout = TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      const { port } = server.address() as AddressInfo;
      resolve({ port, close: () => closed(server) });
    });
  });
};
