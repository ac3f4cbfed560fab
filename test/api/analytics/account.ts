import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import type { ApiClient } from '#test/support/api-client.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { column, type World } from './world.js';

const SPELLINGS = ['/api/v1/analytics', '/api/analytics', '/v1/analytics'];

/** Whoever looks at one day must not begin at the end of it. */
const awayFromMidnight = async (): Promise<void> => {
  const left = 86_400_000 - (Date.now() % 86_400_000);
  if (left < 60_000) await setTimeout(left);
};

export const describeAccount = (world: () => World): void => {
  describe('the analytics of an account', () => {
    let api: ApiClient;
    let ada: Person;
    let grace: Person;
    let poster: number;
    let today: string;

    const get = async (path: string, person = ada) => {
      const { status, body } = await api.get(`/api/v1/analytics/${path}`, person.as);
      expect(status, JSON.stringify(body)).to.equal(200);
      return body;
    };
    const post = (path: string, body: object, headers = {}) =>
      api.post(`/api/v1/analytics/${path}`, body, { ...ada.as, headers });
    const save = (id: number, fill: string) =>
      api.post(
        `/api/v1/projects/${id}/save_design/`,
        { design_data: { objects: [{ type: 'Rect', fill }, { type: 'Circle' }] } },
        ada.as,
      );

    before(async () => {
      await awayFromMidnight();
      today = new Date().toISOString().slice(0, 10);
      ({ api } = world());
      [ada, grace] = [await newPerson(api), await newPerson(api)];
      poster = (await newProject(api, ada, { name: 'Poster' })).id;
      await newProject(api, ada, { name: 'Card' });
      await save(poster, '#111111');
      await save(poster, '#222222');
      await api.post(`/api/v1/projects/${poster}/add_collaborator/`, { username: grace.username }, ada.as);
      const palette = await api.post('/api/ai/generate-color-palette/', { theme: 'autumn' }, ada.as);
      expect(palette.status).to.equal(200);
      await post('activity-logs/', { action_type: 'project_open', project: poster });
      await post('track/', { activity_type: 'project_export', duration_ms: 90_000 });
    });

    it('has a dashboard of numbers', async () => {
      const { projects, activity, assets, ai_usage } = await get('dashboard/');
      expect(projects).to.deep.equal({ total: 2, this_week: 2, this_month: 2 });
      expect(ai_usage.today).to.include({ requests: 1 }).and.deep.equal(ai_usage.this_month);
      expect(ai_usage.today.tokens).to.be.above(0);
      expect(activity.today).to.equal(9).and.to.equal(activity.this_week);
      expect(assets).to.deep.equal({ total: 0, storage_bytes: 0, storage_mb: 0 });
    });

    it('has a row for each of the last 30 days, today last', async () => {
      const { daily_chart_data: days } = await get('dashboard/');
      expect(days).to.have.length(30);
      expect(days[29]).to.include({
        date: today,
        projects_created: 2,
        projects_edited: 1,
        projects_exported: 1,
        ai_generations_count: 1,
        unique_sessions: 1,
        value: 9,
      });
      expect(days[29].total_edit_time_seconds).to.be.oneOf([60, 120]);
      expect(days[0]).to.include({ projects_created: 0, value: 0, ai_cost: 0 });
    });

    it('has a dashboard under its other name, and in every spelling', async () => {
      const paths = SPELLINGS.flatMap((prefix) => [`${prefix}/dashboard/`, `${prefix}/dashboard-stats`]);
      const answers = await Promise.all(paths.map((path) => api.get(path, ada.as)));
      expect(answers.map(({ status }) => status)).to.deep.equal(paths.map(() => 200));
      for (const { body } of answers) expect(body).to.deep.equal(answers[0]?.body);
    });

    it('has an overview over as many days as are asked for', async () => {
      const { period_days, projects, activity, top_actions, daily_trend, trends } =
        await get('overview/?days=7');
      expect({ period_days, projects }).to.deep.equal({ period_days: 7, projects: { total: 2, new: 2 } });
      expect(activity).to.deep.equal({
        total_actions: 9,
        total_time_hours: 0.03,
        ai_generations: 1,
        exports: 1,
      });
      expect((top_actions as unknown[]).slice(0, 2)).to.deep.equal([
        { action_type: 'project_create', count: 2 },
        { action_type: 'project_save', count: 2 },
      ]);
      expect(daily_trend[6]).to.deep.equal({ date: today, count: 9 });
      expect(daily_trend).to.have.length(7).and.deep.equal(trends.activity);
    });

    it('shows its owner how a project is used', async () => {
      const { analytics, recent_activities, ai_generations } = await get(`projects/${poster}/`);
      expect(analytics).to.include({
        id: poster,
        project_name: 'Poster',
        view_count: 1,
        edit_count: 2,
        share_count: 1,
        total_components: 2,
        total_collaborators: 1,
      });
      expect(ai_generations).to.equal(0);
      expect(recent_activities[0]).to.include({ activity_type: 'project_open' });
    });

    it('shows a project to nobody but its owner, as if it were not there', async () => {
      const foreign = await api.get(`/api/v1/analytics/projects/${poster}/`, grace.as);
      const unknown = await api.get('/api/v1/analytics/projects/4398046511105/', grace.as);
      expect([foreign, unknown].map(({ status, body }) => [status, body.code, body.error])).to.deep.equal([
        [404, 'not_found', 'There is no such project.'],
        [404, 'not_found', 'There is no such project.'],
      ]);
    });

    it('lists what the AI answered, in the words of analytics', async () => {
      const [answered] = await get('ai-usage/');
      expect(answered).to.include({ service_type: 'color_palette', success: true, error_message: '' });
      const page = await get('ai-usage/?page=1');
      expect(page).to.deep.include({ count: 1, next: null, results: [answered] });
    });

    it('sums up what the AI did, by service and by model', async () => {
      const { summary, by_service, by_model } = await get('ai-usage/summary/?days=30');
      const { total_requests: count, total_tokens: tokens, total_cost: cost } = summary;
      expect(summary).to.include({ total_requests: 1, success_rate: 100 });
      expect(by_service.color_palette).to.deep.equal({ count, tokens, cost });
      expect(by_service.layout_generation).to.deep.equal({ count: 0, tokens: 0, cost: 0 });
      expect(column(by_model, 'count')).to.deep.equal([1]);
    });

    it('lists activities page by page, and recent ones as an array', async () => {
      const page = await get('activities/?page_size=2&page=2');
      const all = await get('activities/recent/');
      expect(page).to.include({ count: 9 });
      expect(page.results).to.deep.equal((all as unknown[]).slice(2, 4));
      expect(column(all, 'activity_type')).to.deep.equal([
        'project_export',
        'project_open',
        'ai_generation',
        'collaboration_invite',
        'project_save',
        'project_save',
        'project_create',
        'project_create',
        'login',
      ]);
    });

    it('tells nothing of addresses and programs', async () => {
      for (const activity of await get('activities/recent/'))
        expect(activity).to.include({ ip_address: null, user_agent: '' });
    });

    it('keeps a log of actions, which can be narrowed', async () => {
      const logs = await get(`activity-logs/?project_id=${poster}&action_type=project_save&days=1`);
      expect(logs).to.have.length(2);
      expect(logs[0]).to.include({ user: ada.id, project: poster, project_name: 'Poster' });
      const page = await get(`activity-logs/?project_id=${poster}&page=1&page_size=2`);
      expect(page).to.include({ count: 5 });
      expect(page.next).to.contain(`project_id=${poster}`).and.to.contain('page=2');
      expect((await get('activity-logs/?page=1')).count).to.equal(8);
    });

    it('shows one entry of the log, and not those of others', async () => {
      const [entry] = await get('activity-logs/');
      expect(await get(`activity-logs/${entry.id}/`)).to.deep.equal(entry);
      expect((await api.get(`/api/v1/analytics/activity-logs/${entry.id}/`, grace.as)).status).to.equal(404);
    });

    it('sums up the log', async () => {
      const { by_action, ...sums } = await get('activity-logs/summary/?days=1');
      expect(sums).to.deep.equal({ total_actions: 8, total_time_minutes: 1.5, period_days: 1 });
      expect(by_action).to.deep.include({ action_type: 'project_export', count: 1, total_duration: 90_000 });
    });

    it('shows others nothing of it', async () => {
      const joined = await get('activity-logs/', grace);
      expect(column(joined, 'action_type')).to.deep.equal(['collaboration_join']);
      expect((await get('dashboard/', grace)).projects.total).to.equal(0);
    });

    it('refuses periods that are none', async () => {
      for (const days of ['0', '367', 'a', '-1', '1e2']) {
        const { status, body } = await api.get(`/api/v1/analytics/overview/?days=${days}`, ada.as);
        expect([status, body.code, body.errors[0].attr]).to.deep.equal([400, 'validation_error', 'days']);
      }
    });

    it('is for signed-in people', async () => {
      for (const path of ['dashboard/', 'overview/', 'activities/', 'ai-usage/', 'activity-logs/'])
        expect((await api.get(`/api/v1/analytics/${path}`)).status).to.equal(401);
    });
  });
};
