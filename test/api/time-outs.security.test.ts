import { once } from 'node:events';
import { expect } from 'chai';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { RECEIVING } from '#api/http-server.js';
import { openApiOf } from '#api/openapi.js';
import { route, type Reply, type Route } from '#api/route.js';
import { errorIn, productRoutes, startApi, type Api } from './support.js';

const QUICK = { headersMs: 150, requestMs: 300, idleMs: 65_000, checkMs: 50 };
const HEAD = 'POST /api/v1/probe/ HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

/** All a connection is told until it is closed; `drip` is sent byte by byte until then. */
const told = (origin: string, head: string, drip: string): Promise<string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(origin);
    const socket: Socket = connect({ host: hostname, port: Number(port) });
    let text = '';
    let at = 0;
    const dripping = setInterval(() => socket.write(drip.charAt(at++ % drip.length)), 20);
    socket.setEncoding('utf8').on('data', (some: string) => (text += some));
    // Whoever goes on writing to a closed connection is reset, after what it was told.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(text);
    });
    socket.write(head);
  });

const never = (): Promise<never> => new Promise(() => undefined);
const probe = { tag: 'Probe', summary: 'Only here to be tested', responses: { 200: z.unknown() } } as const;
const probeAt = (path: string, handle: () => Promise<Reply>, waits = false): Route =>
  route({ ...probe, method: 'GET', paths: [path], name: path, policy: 'public', handle, waits });
const soon = (): Promise<{ status: number; body: string }> =>
  new Promise((resolve) => {
    setTimeout(() => resolve({ status: 200, body: 'done' }), 120);
  });

describe('a client that sends slowly (S8)', () => {
  let api: Api;
  before(async () => {
    api = await startApi({}, QUICK);
  });
  after(() => api.stop());

  it('is let go with 408 when its headers do not end', async () => {
    const text = await told(api.origin, 'GET / HTTP/1.1\r\nX-Slow: ', 'a');
    expect(text).to.match(/^HTTP\/1\.1 408 /);
    expect(text).to.include('"code":"request_too_slow"');
  });

  it('is let go with 408 when its body comes byte by byte', async () => {
    const text = await told(api.origin, `${HEAD}Content-Length: 100000\r\n\r\n`, ' ');
    expect(text).to.match(/^HTTP\/1\.1 408 /);
  });

  it('is let go when its chunks come byte by byte', async () => {
    const text = await told(api.origin, `${HEAD}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n');
    expect(text).to.match(/^HTTP\/1\.1 408 /);
  });

  it('is let go when it sends nothing at all', async () => {
    const { hostname, port } = new URL(api.origin);
    const socket = connect({ host: hostname, port: Number(port) }).resume();
    await once(socket, 'close');
    expect(socket.destroyed).to.equal(true);
  });

  it('keeps nobody else waiting: two hundred of them, and others are answered', async () => {
    const patient = await startApi();
    const slow = Array.from({ length: 200 }, () => told(patient.origin, 'GET / HTTP/1.1\r\nX-Slow: ', 'a'));
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await patient.call('/health/live/')).status),
    );
    await patient.stop();
    await Promise.all(slow);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
  });

  it('has a quarter of a minute for its headers and a minute for all, in production', () => {
    expect(RECEIVING).to.deep.equal({ headersMs: 15_000, requestMs: 60_000, idleMs: 65_000, checkMs: 5_000 });
  });
});

describe('a request that takes too long', () => {
  let api: Api;
  before(async () => {
    const routes = [
      probeAt('/probe/never', never),
      probeAt('/probe/soon', soon),
      probeAt('/probe/waits', soon, true),
    ];
    api = await startApi({ routes, handlingMs: 60 });
  });
  after(() => api.stop());

  it('is answered 503 with the time after which to come again', async () => {
    const answer = await api.call('/api/v1/probe/never/');
    expect(answer.status).to.equal(503);
    expect(answer.headers.get('Retry-After')).to.equal('2');
    expect((await errorIn(answer)).code).to.equal('timed_out');
  });

  it('is answered once: what it comes to later is dropped', async () => {
    expect((await api.call('/api/v1/probe/soon/')).status).to.equal(503);
    expect((await api.call('/api/v1/probe/waits/')).status).to.equal(200);
  });

  it('is answered in its own time where the route waits on purpose', async () => {
    expect(await (await api.call('/api/v1/probe/waits/')).json()).to.equal('done');
  });
});

describe('routes that wait on purpose', () => {
  const waiting = productRoutes().filter(({ waits }) => waits === true);

  it('are those of the AI', () => {
    expect(waiting.map(({ tag }) => tag).filter((tag) => tag !== 'AI')).to.deep.equal([]);
    expect(waiting.map(({ name }) => name)).to.include.members(['ai.layout', 'ai.events']);
  });

  it('say so in the OpenAPI document', () => {
    const text = JSON.stringify(openApiOf(productRoutes()));
    expect(text.split('Waits on purpose').length - 1).to.equal(waiting.length);
  });
});
