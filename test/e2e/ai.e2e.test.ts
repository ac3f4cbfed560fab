import { expect } from 'chai';
import type { ApiClient, Answer } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { pretendWorker, RESULTS, type PretendWorker } from '#test/support/pretend-worker.js';
import { newSystem, type System } from '#test/support/system.js';

type Body = Record<string, unknown>;
const bodyOf = ({ body }: Answer): Body => body as Body;

const FABRIC = { version: '7.4.0', objects: [{ type: 'Rect', left: 1 }], background: '#FFFFFF' };

describe('the AI over the API', function () {
  this.timeout(120_000);
  let system: System;
  let api: ApiClient;
  let worker: PretendWorker;
  let person: Person;
  let stranger: Person;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    worker = await pretendWorker(system.environment['EVENTSTORE_URL'] ?? '', system.dataDir);
    [person, stranger] = [await newPerson(api), await newPerson(api)];
  });

  after(async () => {
    await worker.stop();
    await system.stop();
  });

  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    api.post(`/api/ai/${path}/`, body, { ...person.as, headers });
  const task = async (id: unknown, who = person) => api.get(`/api/ai/tasks/${String(id)}/`, who.as);
  /** A task nobody works on. */
  const waitingTask = async (): Promise<number> =>
    Number(bodyOf(await post('generate', { prompt: 'later: a poster' }))['id']);

  describe('asked for a task', () => {
    it('takes it with 202, and says where to ask for it', async () => {
      const answer = await post('generate', {
        prompt: 'later: a poster',
        canvas_size: { width: 800, height: 600 },
      });
      expect(answer.status).to.equal(202);
      const { task_id: taskId, id, status, status_url: url } = bodyOf(answer);
      expect([taskId, status]).to.deep.equal([String(id), 'processing']);
      expect(answer.headers.get('location')).to.equal(url);
      expect(
        (await fetch(String(url), { headers: { Authorization: `Bearer ${person.access}` } })).status,
      ).to.equal(200);
    });

    it('shows what was asked for and, once it is completed, the result', async () => {
      const id = await waitingTask();
      expect(bodyOf(await task(id))).to.include({
        id,
        status: 'pending',
        result: null,
        prompt: 'later: a poster',
      });
      await worker.carryOut(id);
      const { result, ...facts } = bodyOf(await task(id));
      expect(result).to.deep.equal(RESULTS.layout);
      expect(facts).to.include({ status: 'completed', progress: 100, tokens_used: 600, error_message: '' });
      expect(facts).to.include({ user: person.id, user_name: person.username, request_type: 'layout' });
    });

    it('answers the same task again under the same Idempotency-Key, and counts it once', async () => {
      const [one, used] = [await newPerson(api), async (who: Person) => usedBy(who)];
      const send = () =>
        api.post(
          '/api/ai/generate/',
          { prompt: 'later' },
          { ...one.as, headers: { 'Idempotency-Key': 'k' } },
        );
      const [first, again] = [await send(), await send()];
      expect(again.body).to.deep.equal(first.body);
      expect(await used(one)).to.equal(1);
    });

    it('finds it under each of its addresses', async () => {
      const id = await waitingTask();
      for (const path of [`/api/ai/tasks/${id}`, `/v1/ai/generate/${id}/`, `/api/v1/ai/requests/${id}/`]) {
        expect((await api.get(path, person.as)).status).to.equal(200);
      }
    });
  });

  const usedBy = async (who: Person): Promise<unknown> => {
    const { subscription } = bodyOf(await api.get('/api/auth/users/me/', who.as));
    return (subscription as Body)['ai_requests_used'];
  };

  describe('asked by the editor, which waits', () => {
    for (const [path, body, kind] of [
      ['generate-layout', { prompt: 'A poster', color_scheme: ['#0EA5E9'], canvas_width: 800 }, 'layout'],
      ['generate-logo', { company_name: 'Café Móca', colors: ['#abc'] }, 'logo'],
      ['generate-color-palette', { theme: 'autumn' }, 'color_palette'],
      ['suggest-fonts', { design_style: 'modern', purpose: 'menu' }, 'font_suggestion'],
      ['generate-image', { prompt: 'a cat', size: '1792x1024', style: 'natural' }, 'image'],
    ] as const) {
      it(`answers 200 with the result at ${path}`, async () => {
        const answer = await post(path, body);
        expect(answer.status).to.equal(200);
        expect(bodyOf(answer)).to.deep.include(RESULTS[kind]);
      });
    }

    it('answers a refined design in the structure in which it was sent', async () => {
      const refinement_instruction = 'warmer';
      const fabric = await post('refine-design', { current_design: FABRIC, refinement_instruction });
      expect(fabric.body).to.deep.equal(RESULTS.refinement['design_data']);
      const current_design = { components: [{ type: 'text' }] };
      const components = await post('refine-design', { current_design, refinement_instruction });
      expect(bodyOf(components)['components']).to.deep.equal(RESULTS.refinement['components']);
    });

    it('gets an image inlined again that was stored as a blob of its own', async () => {
      const { task_id: id } = bodyOf(await post('generate-image', { prompt: 'a cat' }));
      expect(bodyOf(await task(id))['result']).to.deep.equal(RESULTS.image);
    });

    for (const [what, query, headers] of [
      ['?async=1', '?async=1', {}],
      ['Prefer: respond-async', '', { Prefer: 'wait=10, respond-async' }],
    ] as const) {
      it(`is not made to wait with ${what}`, async () => {
        const options = { ...person.as, headers };
        const answer = await api.post(`/api/ai/generate-layout/${query}`, { prompt: 'later' }, options);
        expect(answer.status).to.equal(202);
        expect(answer.headers.get('location')).to.equal(bodyOf(answer)['status_url']);
      });
    }
  });

  describe('that fails', () => {
    for (const [reason, status, type] of [
      ['provider_unavailable', 503, 'service_unavailable'],
      ['provider_refused', 503, 'service_unavailable'],
      ['timed_out', 503, 'generation_failed'],
      ['invalid_answer', 503, 'generation_failed'],
      ['given_up', 503, 'generation_failed'],
      ['expired', 503, 'generation_failed'],
      ['content_blocked', 400, 'content_blocked'],
    ] as const) {
      it(`tells who waits with ${status}: ${reason}`, async () => {
        const answer = await post('generate-layout', { prompt: `fail: ${reason}` });
        expect(answer.status).to.equal(status);
        const { error, error_type: told, title, message, suggestion } = bodyOf(answer);
        expect(told).to.equal(type);
        for (const text of [error, title, message, suggestion])
          expect(text).to.be.a('string').and.not.equal('');
        expect(answer.headers.get('retry-after')).to.equal(status === 503 ? '30' : null);
      });
    }

    it('tells who asks for the task in words, with 200', async () => {
      const { task_id: id } = bodyOf(await post('generate-layout', { prompt: 'fail: timed_out' }));
      const { status, result, error_message: message, error_type: type } = bodyOf(await task(id));
      expect({ status, result, type }).to.deep.equal({
        status: 'failed',
        result: null,
        type: 'generation_failed',
      });
      expect(message).to.be.a('string').and.not.equal('');
    });
  });

  describe('whose task is cancelled', () => {
    it('says so, once and for all', async () => {
      const id = await waitingTask();
      const cancel = () => api.post(`/api/ai/tasks/${id}/cancel/`, undefined, person.as);
      expect(bodyOf(await cancel())['status']).to.equal('cancelled');
      expect((await cancel()).status).to.equal(200);
    });

    it('says that it has ended already when it has', async () => {
      const id = await waitingTask();
      await worker.carryOut(id);
      const answer = await api.post(`/api/ai/tasks/${id}/cancel/`, undefined, person.as);
      expect([answer.status, bodyOf(answer)['code']]).to.deep.equal([409, 'generation_ended']);
    });
  });

  describe('asked about tasks of others', () => {
    it('knows nothing of them, whatever is asked', async () => {
      const id = await waitingTask();
      const unknown = await api.get('/api/ai/tasks/1099511627999/', stranger.as);
      for (const path of [`tasks/${id}`, `generate/${id}`, `requests/${id}`, `tasks/${id}/events`]) {
        const answer = await api.get(`/api/ai/${path}/`, stranger.as);
        expect([answer.status, bodyOf(answer)['detail']]).to.deep.equal([404, bodyOf(unknown)['detail']]);
      }
      expect((await api.post(`/api/ai/tasks/${id}/cancel/`, undefined, stranger.as)).status).to.equal(404);
      expect(bodyOf(await task(id))['status']).to.equal('pending');
    });

    it('lists none of them', async () => {
      const fresh = await newPerson(api);
      expect((await api.get('/api/ai/requests/', fresh.as)).body).to.deep.equal([]);
    });

    it('makes nothing for a project of others', async () => {
      const { id } = await newProject(api, person);
      const answer = await api.post('/api/ai/generate/', { prompt: 'x', project_id: id }, stranger.as);
      expect(answer.status).to.equal(404);
    });

    it('is only for people who signed in', async () => {
      expect((await api.post('/api/ai/generate/', { prompt: 'x' })).status).to.equal(401);
    });
  });

  describe('asked for the history', () => {
    let reader: Person;
    before(async () => {
      reader = await newPerson(api);
      for (const word of ['one', 'two', 'three']) {
        await api.post('/api/ai/generate-layout/', { prompt: word }, reader.as);
      }
    });

    it('lists own tasks as an array, newest first, at once, without results', async () => {
      const tasks = (await api.get('/api/ai/requests/', reader.as)).body as Body[];
      expect(tasks.map(({ prompt, result }) => [prompt, result])).to.deep.equal([
        ['three', null],
        ['two', null],
        ['one', null],
      ]);
    });

    it('lists pages when a page is asked for', async () => {
      const { count, next, results } = bodyOf(
        await api.get('/api/ai/requests/?page=1&page_size=2', reader.as),
      );
      expect([count, (results as Body[]).map(({ prompt }) => prompt)]).to.deep.equal([3, ['three', 'two']]);
      expect(next).to.include('page=2&page_size=2');
    });

    it('counts requests for the person, and those of this month against the limit', async () => {
      const me = bodyOf(await api.get('/api/auth/users/me/', reader.as));
      expect(me['total_ai_requests']).to.equal(3);
      expect(me['subscription']).to.include({ ai_requests_used: 3, ai_requests_limit: 50 });
    });
  });
});
