import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import type { World } from './world.js';

export const describeTracking = (world: () => World): void => {
  describe('what clients report', () => {
    let api: ApiClient;
    let ada: Person;
    const post = (path: string, body: unknown, headers = {}) =>
      api.post(`/api/v1/analytics/${path}`, body, { ...ada.as, headers });

    before(async () => {
      ({ api } = world());
      ada = await newPerson(api);
    });

    it('is answered with what was recorded, and is in the list', async () => {
      const sent = { activity_type: 'ai_generation', metadata: { kind: 'icon' }, duration_ms: 12 };
      const { status, body } = await post('track/', sent);
      expect([status, body.activity_type]).to.deep.equal([200, 'ai_generation']);
      const [newest] = (await api.get('/api/v1/analytics/activities/recent/', ada.as)).body;
      const { id, timestamp } = body;
      expect(newest).to.deep.include({ ...sent, id, timestamp });
    });

    it('is recorded once, however often it is sent with one key', async () => {
      const key = { 'Idempotency-Key': randomUUID() };
      const first = await post('track/', { activity_type: 'template_use' }, key);
      const again = await post('track/', { activity_type: 'template_use' }, key);
      expect(again.body).to.deep.equal(first.body);
      const { body } = await api.get('/api/v1/analytics/activity-logs/?action_type=template_use', ada.as);
      expect(body).to.have.length(1);
    });

    it('does not add to the facts the server knows itself', async () => {
      await post('track/', { activity_type: 'project_create' });
      const { body } = await api.get('/api/v1/analytics/dashboard/', ada.as);
      expect(body.projects).to.deep.equal({ total: 0, this_week: 0, this_month: 0 });
    });

    it('can name the program it came from, in the log of actions', async () => {
      const sent = {
        action_type: 'element_add',
        session_id: 'tab',
        device_type: 'tablet',
        browser: 'Safari',
      };
      const { status, body } = await post('activity-logs/', {
        ...sent,
        details: { type: 'Rect' },
        duration: 5,
      });
      expect(status).to.equal(201);
      expect(body).to.deep.include({ ...sent, duration: 5, metadata: { type: 'Rect' }, project: null });
      const found = await api.get(`/api/v1/analytics/activity-logs/${body.id}/`, ada.as);
      expect(found.body).to.deep.equal(body);
    });

    it('names the project it is about in the answer as in the log', async () => {
      const { id } = await newProject(api, ada, { name: 'Leaflet' });
      const { body } = await post('activity-logs/', { action_type: 'project_open', project: id });
      expect(body.project_name).to.equal('Leaflet');
    });

    it('is refused about a project the person cannot read, as if it were not there', async () => {
      const foreign = await newProject(api, await newPerson(api));
      const { status, body } = await post('activity-logs/', {
        action_type: 'project_open',
        project: foreign.id,
      });
      expect([status, body.code]).to.deep.equal([404, 'not_found']);
    });

    it('is refused in the log of actions when it is no work on designs', async () => {
      const { status, body } = await post('activity-logs/', { action_type: 'login' });
      expect([status, body.code, body.errors[0].attr]).to.deep.equal([
        400,
        'validation_error',
        'action_type',
      ]);
    });

    const wrong: readonly (readonly [string, object, string])[] = [
      ['without a type', {}, 'activity_type'],
      ['of an unknown type', { activity_type: 'coffee' }, 'activity_type'],
      ['with a list for details', { activity_type: 'login', metadata: [] }, 'metadata'],
      ['with too much detail', { activity_type: 'login', metadata: { a: 'x'.repeat(4_000) } }, 'metadata'],
      ['that took less than no time', { activity_type: 'login', duration_ms: -1 }, 'duration_ms'],
      ['that took longer than a day', { activity_type: 'login', duration_ms: 86_400_001 }, 'duration_ms'],
    ];
    for (const [name, sent, attr] of wrong) {
      it(`is refused ${name}`, async () => {
        const { status, body } = await post('track/', sent);
        expect([status, body.code, body.errors[0].attr]).to.deep.equal([400, 'validation_error', attr]);
      });
    }
  });
};
