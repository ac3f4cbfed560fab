import { expect } from 'chai';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { readRunFile } from '#platform/run-file.js';
import { apiClient, type ApiClient } from '#test/support/api-client.js';
import { effectsOf, playWhileKilling, rowsAndFold } from '#test/support/crash-loop.js';
import { auditNow } from '#test/support/effects-audit.js';
import { readerOf } from '#test/support/mailbox.js';
import { newPerson, type Person } from '#test/support/people.js';
import { until } from '#test/support/until.js';
import { startUp, type Up } from '#test/support/up.js';

interface Task {
  readonly id: number;
  readonly status: string;
  readonly result: { readonly components: readonly object[] } | null;
}

/** A model that takes questions and never answers. */
const silentModel = async (): Promise<{ readonly url: string; readonly server: Server }> => {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server };
};

const environmentOf = async ({ dataDir }: Up): Promise<Readonly<Record<string, string>>> =>
  (await readRunFile(dataDir))?.environment ?? {};

const mailboxOf = async (up: Up) => readerOf((await environmentOf(up))['MAILBOX_URL'] ?? '');

const taskOf = async (api: ApiClient, person: Person, id: number): Promise<Task> =>
  (await api.get(`/api/v1/ai/tasks/${id}/`, person.as)).body as Task;

/** Empties Redis again and again, until told to stop. */
const keepEmptying = async (up: Up, signal: AbortSignal): Promise<number> => {
  const redis = new Redis((await environmentOf(up))['REDIS_URL'] ?? '');
  let times = 0;
  while (!signal.aborted) {
    await redis.flushall();
    times += 1;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  redis.disconnect();
  return times;
};

describe('effects of a whole instance', function () {
  this.timeout(240_000);
  let dataDir: string;
  let up: Up;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aidesign-effects-'));
  });
  after(async () => {
    await up.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('come to one end each when the Postgres data are removed: what was pending completes, no mail is sent again', async () => {
    const model = await silentModel();
    up = await startUp(dataDir, { OPENAI_BASE_URL: model.url });
    const before = await apiClient(up.url);
    const person = await newPerson(before);
    const body = { prompt: 'A poster for a jazz night by the river', canvas_width: 800, canvas_height: 600 };
    const asked = await before.post('/api/v1/ai/generate-layout/?async=1', body, person.as);
    const { id } = asked.body as Task;
    await until(async () => (await taskOf(before, person, id)).status === 'processing' || undefined);
    await until(async () => (await (await mailboxOf(up)).list()).total === 2 || undefined);
    await until(async () => (await effectsOf(up, auditNow)).notSettledOnce.length === 0 || undefined);
    await up.stop();
    model.server.closeAllConnections();
    model.server.close();
    await rm(join(dataDir, 'postgres'), { recursive: true });

    up = await startUp(dataDir);
    const api = await apiClient(up.url);
    await until(async () => (await taskOf(api, person, id)).status === 'completed' || undefined);
    const { rows, folded } = await rowsAndFold(up);
    expect(rows).to.deep.equal(folded);
    expect((await (await mailboxOf(up)).list()).total).to.equal(2);
    expect((await taskOf(api, person, id)).result?.components.length).to.be.greaterThan(0);
  });

  it('happen once when Redis is emptied at any moment', async () => {
    const over = new AbortController();
    const emptying = keepEmptying(up, over.signal);
    const played = await playWhileKilling(up, [], 2);
    over.abort();
    expect(await emptying).to.be.greaterThan(10);
    expect(played.code, played.output).to.equal(0);
    const nothing = { notEndedOnce: [], wrongQuotas: [], notSettledOnce: [], unknownMails: [] };
    expect(await effectsOf(up)).to.deep.equal({ ...nothing, missingMails: [], repeatedMails: [] });
  });
});
