// The pages and the JSON of a mailbox. Promises: only this machine reads it, and no web page of another
// origin does, not even under a name that points here (the Host header must be this machine's). Mails are
// shown without scripts and without fetching anything.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultIn, type Faults } from './faults.js';
import { json, page, send, type HttpAnswer } from './http-answers.js';
import { answerTo } from './http-routes.js';
import type { MessageStore } from './message-store.js';
import { missingPage } from './pages/message-page.js';

const HOSTS: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];
const MAX_WATCHERS = 50;
const MAX_BODY = 1_000;

interface Mailbox {
  readonly store: MessageStore;
  /** Undefined where faults cannot be set. */
  readonly faults: Faults | undefined;
}

export interface HttpPages {
  readonly port: number;
  close(): Promise<void>;
}

const urlOf = ({ url = '/', headers }: IncomingMessage): URL | undefined => {
  const origin = `http://${headers.host ?? ''}`;
  if (!URL.canParse(url, origin)) return undefined;
  const parsed = new URL(url, origin);
  return HOSTS.includes(parsed.hostname) ? parsed : undefined;
};

/** Tells an open list about every new message. */
const watch = (store: MessageStore, response: ServerResponse, watchers: Set<ServerResponse>): void => {
  if (watchers.size >= MAX_WATCHERS) {
    send(response, json({ error: 'Too many pages are open.' }, 503));
    return;
  }
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': open\n\n');
  watchers.add(response);
  const unwatch = store.watch(() => response.write('data: new\n\n'));
  response.once('close', () => {
    unwatch();
    watchers.delete(response);
  });
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > MAX_BODY) return '';
  }
  return text;
};

/** A browser asks before it sends such a request to another origin, and is told nothing. */
const setFault = async (request: IncomingMessage, faults: Faults | undefined): Promise<HttpAnswer> => {
  if (!faults || request.headers['content-type'] !== 'application/json') return page(missingPage(), 404);
  const fault = faultIn(await bodyOf(request));
  if (fault === undefined) return json({ error: 'This is no fault.' }, 400);
  faults.set(fault);
  return json({ fault });
};

const respond = async (
  { store, faults }: Mailbox,
  request: IncomingMessage,
  url: URL | undefined,
): Promise<HttpAnswer> => {
  if (!url) return json({ error: 'This mailbox is for this machine only.' }, 403);
  if (request.method === 'PUT' && url.pathname === '/api/faults') return setFault(request, faults);
  if (request.method !== 'GET' && request.method !== 'HEAD') return json({ error: 'Only GET.' }, 405);
  return answerTo(store, url);
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

/** Starts to serve on 127.0.0.1. Fails with EADDRINUSE when the port is taken. */
export const startHttpPages = async (mailbox: Mailbox, port: number): Promise<HttpPages> => {
  const watchers = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    const url = urlOf(request);
    if (url?.pathname === '/live' && request.method === 'GET') {
      watch(mailbox.store, response, watchers);
      return;
    }
    respond(mailbox, request, url).then(
      (answer) => send(response, answer),
      () => send(response, json({ error: 'The message could not be read.' }, 500)),
    );
  });
  const bound = await listen(server, port);
  return {
    port: bound,
    close: async () => {
      for (const watcher of watchers) watcher.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
