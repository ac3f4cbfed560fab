import { expect } from 'chai';
import type { Answer, ApiClient } from '#test/support/api-client.js';
import { newPerson, type Person } from '#test/support/people.js';
import { pretendWorker, RESULTS, type PretendWorker } from '#test/support/pretend-worker.js';
import { newSystem, type StartedApi, type System } from '#test/support/system.js';
import { until } from '#test/support/until.js';
import { serverEvents, type ServerEvents } from '#test/support/server-events.js';

type Body = Record<string, unknown>;
const bodyOf = ({ body }: Answer): Body => body as Body;

describe('an API process where two may wait for the AI, for a second', function () {
  this.timeout(120_000);
  let system: System;
  let process: StartedApi;
  let patient: ApiClient;
  let api: ApiClient;
  let worker: PretendWorker;
  let person: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    process = await system.api({ AI_WAIT_SECONDS: '1', AI_WAITING_MAX: '2' });
    api = process.client;
    patient = (await system.api({ AI_WAITING_MAX: '2' })).client;
    worker = await pretendWorker(system.environment['EVENTSTORE_URL'] ?? '', system.dataDir);
    person = await newPerson(api);
  });

  after(async () => {
    await worker.stop();
    await system.stop();
  });

  const layout = (at: ApiClient, prompt: string, headers: Record<string, string> = {}) =>
    at.post('/api/ai/generate-layout/', { prompt }, { ...person.as, headers });
  const newTask = async (): Promise<number> =>
    Number(bodyOf(await api.post('/api/ai/generate/', { prompt: 'later' }, person.as))['id']);
  /** The newest task, once it is listed. */
  const taskCalled = (prompt: string): Promise<number> =>
    until(async () => {
      const tasks = (await api.get('/api/ai/requests/', person.as)).body as Body[];
      return tasks.find((task) => task['prompt'] === prompt)?.['id'] as number | undefined;
    });
  const watch = (at: ApiClient, id: number, headers: Record<string, string> = {}): Promise<ServerEvents> =>
    serverEvents(`${at.url}/api/ai/tasks/${id}/events/`, {
      Authorization: `Bearer ${person.access}`,
      ...headers,
    });

  it('names the task with 202 when the result does not come in time', async () => {
    const answer = await layout(api, 'later');
    expect([answer.status, bodyOf(answer)['status']]).to.deep.equal([202, 'processing']);
  });

  it('answers with the result that comes while it waits', async () => {
    const waiting = layout(patient, 'later: soon');
    await worker.carryOut(await taskCalled('later: soon'));
    expect((await waiting).status).to.equal(200);
  });

  it('answers the result to a request that is sent again under its key', async () => {
    const first = await layout(api, 'later: key', { 'Idempotency-Key': 'again' });
    await worker.carryOut(bodyOf(first)['id'] as number);
    const again = await layout(api, 'later: key', { 'Idempotency-Key': 'again' });
    expect([first.status, again.status]).to.deep.equal([202, 200]);
    expect(bodyOf(again)).to.deep.include(RESULTS.layout);
  });

  it('tells who waits that the task was cancelled', async () => {
    const waiting = layout(patient, 'later: never');
    const id = await taskCalled('later: never');
    await api.post(`/api/ai/tasks/${id}/cancel/`, undefined, person.as);
    const answer = await waiting;
    expect([answer.status, bodyOf(answer)['code']]).to.deep.equal([409, 'generation_ended']);
  });

  it('answers a third one with 202 at once, and waits again when a place is free', async () => {
    const ids = [await newTask(), await newTask()];
    const watching = await Promise.all(ids.map((id) => watch(patient, id)));
    expect((await layout(patient, 'A poster')).status).to.equal(202);
    const refused = await patient.call('GET', `/api/ai/tasks/${ids[0]}/events/`, person.as);
    expect(refused.status).to.equal(503);
    for (const each of watching) each.close();
    await until(async () => ((await layout(patient, 'A poster')).status === 200 ? true : undefined));
  });

  it('has a place free again when a client that waited has gone', async () => {
    const leaving = new AbortController();
    for (const prompt of ['later: left', 'later: right']) {
      const gone = fetch(`${patient.url}/api/ai/generate-layout/`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${person.access}` },
        body: JSON.stringify({ prompt }),
        signal: leaving.signal,
      });
      gone.catch(() => undefined);
      await taskCalled(prompt);
    }
    leaving.abort();
    await until(async () => ((await layout(patient, 'A poster')).status === 200 ? true : undefined));
  });

  describe('where a task is watched', () => {
    it('tells how far it is, and how it ended, and ends', async () => {
      const id = await newTask();
      const events = await watch(api, id);
      expect(await events.next()).to.deep.include({ id: '0', event: 'progress' });
      await worker.carryOut(id);
      const rest = await events.rest();
      expect(rest.at(-1)).to.include({ event: 'end', id: '2' });
      expect(rest.at(-1)?.data).to.include({ status: 'completed', progress: 100, task_id: String(id) });
    });

    it('goes on after the event that was seen last', async () => {
      const id = await newTask();
      await worker.carryOut(id);
      const events = await watch(api, id, { 'Last-Event-ID': '1' });
      expect((await events.rest()).map((each) => each.id)).to.deep.equal(['2']);
    });

    it('has nothing more for who has seen the end', async () => {
      const id = await newTask();
      await worker.carryOut(id);
      const headers = { 'Last-Event-ID': '2' };
      expect((await api.get(`/api/ai/tasks/${id}/events/`, { ...person.as, headers })).status).to.equal(204);
    });

    it('says that it failed in words a person may read', async () => {
      const { body } = await api.post('/api/ai/generate/', { prompt: 'fail: timed_out' }, person.as);
      const events = await watch(api, (body as { id: number }).id);
      const last = (await events.rest()).at(-1);
      expect(last?.data).to.include({ status: 'failed', error_message: 'The AI did not answer in time.' });
    });
  });

  it('answers those who wait with their task when it is stopped', async () => {
    const stopping = await system.api();
    const waiting = layout(stopping.client, 'later: stop');
    await taskCalled('later: stop');
    await stopping.stop();
    expect((await waiting).status).to.equal(202);
  });
});
