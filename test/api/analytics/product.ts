import { expect } from 'chai';
import { changeRole } from '#commands/accounts/change-roles.js';
import { systemCaller } from '#commands/system-caller.js';
import type { GrantedRole } from '#domain/account/roles.js';
import { createEventLog, type EventLog } from '#eventlog/event-log.js';
import { connectLog, type LogClient } from '#eventlog/log-client.js';
import { systemClock } from '#platform/clock.js';
import type { ApiClient } from '#test/support/api-client.js';
import { codec } from '#test/support/history.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { column, type World } from './world.js';

const PATH = '/api/v1/analytics/system/';

/** Counts everything there is: first of all. */
export const describeProduct = (world: () => World): void => {
  describe('the numbers of the whole product', () => {
    let api: ApiClient;
    let ada: Person;
    let analyst: Person;
    let client: LogClient;
    let log: EventLog;

    const change = async (role: GrantedRole, grant = true): Promise<void> => {
      const caller = systemCaller(systemClock, { kind: 'operator', id: 'test' });
      await changeRole({ log }, caller, { accountId: analyst.id, role, grant });
    };
    const system30 = async (query = '') => {
      const { status, body } = await api.get(`${PATH}${query}`, analyst.as);
      expect(status, JSON.stringify(body)).to.equal(200);
      return body;
    };

    before(async () => {
      ({ api } = world());
      client = connectLog(world().system.environment['EVENTSTORE_URL'] ?? '');
      log = createEventLog(client, codec);
      [ada, analyst] = [await newPerson(api), await newPerson(api)];
      await newProject(api, ada);
      const { id } = await newProject(api, ada);
      await api.delete(`/api/v1/projects/${id}/`, ada.as);
      await api.post('/api/v1/analytics/track/', { activity_type: 'template_use' }, ada.as);
      await api.post('/api/ai/generate-color-palette/', { theme: 'autumn' }, ada.as);
    });

    after(() => client.dispose());

    it('are not for everybody', async () => {
      const refused = await api.get(PATH, analyst.as);
      expect([refused.status, refused.body.code]).to.deep.equal([403, 'role_required']);
      expect((await api.get(PATH)).status).to.equal(401);
    });

    it('are not for auditors', async () => {
      await change('auditor');
      expect((await api.get(PATH, analyst.as)).status).to.equal(403);
    });

    it('are for analysts', async () => {
      await change('analyst');
      const { accounts, projects, activity } = await system30();
      expect(accounts).to.deep.equal({ total: 2, new: 2, active_today: 2 });
      expect(projects).to.deep.equal({ total: 1, new: 2 });
      expect(activity).to.deep.equal({ total_actions: 7, tracked: 1 });
    });

    it('say what the AI did, by service and by model', async () => {
      const { ai } = await system30();
      expect(ai.summary).to.include({ total_requests: 1, success_rate: 100 });
      expect(ai.by_service.color_palette.count).to.equal(1);
      expect(ai.by_model).to.have.length(1);
    });

    it('have a row for each day', async () => {
      const { daily, period_days: days } = await system30('?days=7');
      expect([days, daily.length]).to.deep.equal([7, 7]);
      const registered = column(daily, 'accounts_registered') as number[];
      expect(registered.reduce((sum, each) => sum + each, 0)).to.equal(2);
      expect(daily[6]).to.include.keys('active_accounts', 'designs_saved', 'ai_cost', 'activities');
    });

    it('name nobody', async () => {
      const text = JSON.stringify(await system30());
      for (const secret of [ada.username, ada.email, String(ada.id), 'Menu'])
        expect(text).to.not.include(secret);
    });

    it('are for nobody whose role was taken back', async () => {
      await change('analyst', false);
      expect((await api.get(PATH, analyst.as)).status).to.equal(403);
    });

    it('are for admins', async () => {
      await change('admin');
      expect((await system30()).accounts.total).to.equal(2);
    });
  });
};
