import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { createApiClient, type ApiClient } from '#cli/demo/api-client.js';
import { NotRunningError } from '#cli/framework/errors.js';

type Play = (request: IncomingMessage, response: ServerResponse) => void;

describe('the demo as a client', () => {
  let server: Server;
  let seen: IncomingMessage[];
  let retries: number;

  /** A server that plays the acts one after another. */
  const clientOf = async (acts: readonly Play[], patienceMs = 20_000): Promise<ApiClient> => {
    seen = [];
    retries = 0;
    server = createServer((request, response) => {
      seen.push(request);
      acts[seen.length - 1]?.(request, response);
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const onRetry = (): void => {
      retries += 1;
    };
    return createApiClient({
      url: `http://127.0.0.1:${port}`,
      patienceMs,
      onAnswer: () => undefined,
      onRetry,
    });
  };

  const answer =
    (status: number, headers: Record<string, string> = {}): Play =>
    (_request, response) => {
      response.writeHead(status, headers).end('{"ok":true}');
    };
  const hangUp: Play = (request) => request.socket.destroy();

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  it('repeats a change with the same key while the server is away', async () => {
    const api = await clientOf([answer(503), hangUp, answer(201, { ETag: '"0"' })]);
    const { status, etag, body } = await api.call({ method: 'POST', path: '/things/', body: { a: 1 } });
    expect({ status, etag, body }).to.deep.equal({ status: 201, etag: '"0"', body: { ok: true } });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).to.equal(1);
    expect(retries).to.equal(2);
  });

  it('uses a new key for another change', async () => {
    const api = await clientOf([answer(200), answer(200)]);
    await api.call({ method: 'POST', path: '/things/' });
    await api.call({ method: 'POST', path: '/things/' });
    expect(new Set(seen.map(({ headers }) => headers['idempotency-key'])).size).to.equal(2);
  });

  it('repeats a read while the read models are behind what it knows', async () => {
    const api = await clientOf([
      answer(201, { 'X-Event-Position': '41' }),
      answer(200, { 'X-Projection-Lag': '20' }),
      answer(200),
    ]);
    await api.call({ method: 'POST', path: '/things/' });
    await api.call({ method: 'GET', path: '/things/' });
    expect(seen.map(({ headers }) => headers['x-min-event-position'])).to.deep.equal([undefined, '41', '41']);
  });

  it('takes every other answer as it is', async () => {
    const api = await clientOf([answer(500)]);
    expect((await api.call({ method: 'POST', path: '/things/' })).status).to.equal(500);
    expect(retries).to.equal(0);
  });

  it('gives up when its patience ends, and says why', async () => {
    const api = await clientOf([answer(503)], 0);
    const error = await api.call({ method: 'GET', path: '/things/' }).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(NotRunningError);
    expect((error as Error).message).to.match(/^GET \/things\/ has no answer from .*: it answered 503\.$/);
  });
});
