// A model that speaks the OpenAI protocol and composes designs itself, without a network. Promises: the same
// content for the same brief and seed; valid answers for any prompt. Does not: understand more of a prompt
// than its words; check keys. Fails with OpenAI's error bodies: 400, 404, 405, 413.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { complete, completionBody, completionChunks, MODEL } from './http/chat.js';
import { errorBody, RequestError } from './http/errors.js';
import { generateImages } from './http/images.js';
import { isFields, readJson, type Fields } from './http/read-json.js';

type Exchange = Readonly<{ request: IncomingMessage; response: ServerResponse; now: () => number }>;

const sendJson = (response: ServerResponse, status: number, body: Fields): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
};

const chat = async ({ request, response, now }: Exchange): Promise<void> => {
  const body = await readJson(request);
  const completion = complete(body, now);
  if (body['stream'] !== true) {
    sendJson(response, 200, completionBody(completion));
    return;
  }
  const options = body['stream_options'];
  const withUsage = isFields(options) && options['include_usage'] === true;
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
  });
  for (const chunk of completionChunks(completion, withUsage)) response.write(`data: ${chunk}\n\n`);
  response.end();
};

const images = async ({ request, response, now }: Exchange): Promise<void> =>
  sendJson(response, 200, generateImages(await readJson(request), now));

const models = async ({ response }: Exchange): Promise<void> =>
  sendJson(response, 200, {
    object: 'list',
    data: [{ id: MODEL, object: 'model', created: 0, owned_by: 'local' }],
  });

const health = async ({ response }: Exchange): Promise<void> =>
  sendJson(response, 200, { status: 'ok', model: MODEL });

type Route = Readonly<{ method: string; handle: (exchange: Exchange) => Promise<void> }>;

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/v1/chat/completions', { method: 'POST', handle: chat }],
  ['/v1/images/generations', { method: 'POST', handle: images }],
  ['/v1/models', { method: 'GET', handle: models }],
  ['/health', { method: 'GET', handle: health }],
]);

const routeOf = ({ url = '/', method = 'GET' }: IncomingMessage): Route => {
  const path = url.split('?')[0] ?? '/';
  const route = ROUTES.get(path);
  if (route === undefined) {
    throw new RequestError(`Unknown request URL: ${method} ${path}.`, { status: 404, code: 'unknown_url' });
  }
  if (route.method === method) return route;
  throw new RequestError(`${path} takes ${route.method}, not ${method}.`, {
    status: 405,
    code: 'method_not_allowed',
  });
};

const refuse = ({ request, response }: Exchange, error: unknown): void => {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const refusal =
    error instanceof RequestError ? error : new RequestError('The server failed.', { status: 500 });
  // What is left of a body that nobody reads would hold the connection.
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(response, refusal.status, errorBody(refusal));
};

const answerRequest = async (exchange: Exchange): Promise<void> => {
  try {
    await routeOf(exchange.request).handle(exchange);
  } catch (error) {
    refuse(exchange, error);
  }
};

/** The server, not yet listening; its base URL for clients ends in /v1. */
export const createModelServer = ({ now = Date.now }: Readonly<{ now?: () => number }> = {}): Server =>
  createServer((request, response) => {
    void answerRequest({ request, response, now });
  });
