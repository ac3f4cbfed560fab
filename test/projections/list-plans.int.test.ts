import { expect } from 'chai';
import type pg from 'pg';
import { createPool } from '#platform/postgres/pool.js';
import { listActivities } from '#projections/activities/queries.js';
import { listAiTasks } from '#projections/ai-tasks/queries.js';
import { listProjects, type ListScope } from '#projections/projects/queries.js';
import { explained } from '#test/support/explained.js';
import { postgresForTests } from '#test/support/services.js';

const BIG = 1;
const SMALL = 2;

/** 6,000 projects: account 1 has half of them and works on ten more, account 2 has 50. A 20th is public. */
const PROJECTS = `
insert into projects_v1 select n, case when n % 2 = 0 then 1 when n < 100 then 2 else 3 + n % 200 end, 'Menu', '',
  'graphic', 1, 1, '#FFFFFF', '', '[]', '[]', n % 20 = 0, null, 1, '2026-01-01', timestamptz '2026-01-01' + n * interval '1 min', 1
from generate_series(1, 6000) n;
insert into project_members_v1 select id, owner_id, 'owner' from projects_v1;
insert into project_members_v1 select id, 1, 'collaborator' from projects_v1 where owner_id = 8 limit 10;
insert into project_counts_v1 select account_id, count(*) filter (where role = 'owner'), count(*) filter (where role <> 'owner')
from project_members_v1 group by 1`;

const ACTIVITIES = `
insert into activities_v1 select 1 + n % 3, n, case when n % 1000 < 3 then 'project_export' else 'project_save' end,
  n % 50, timestamptz '2026-01-01' + n * interval '1 min', '{}', '{}', null, false
from generate_series(1, 6000) n`;

const TASKS = `
insert into ai_tasks_v1 (id, account_id, kind, status, percent, stage, attempt, requested_at, revision)
select n, case when n % 10 = 0 then 1 else 2 + n % 50 end, 'image', case when n % 7 < 5 then 'completed' else 'cancelled' end, 100, '', 1,
  timestamptz '2026-01-01' + n * interval '1 min', 1
from generate_series(1, 6000) n`;

describe('a list of thousands', () => {
  let pool: pg.Pool;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).ownerUrl, max: 2, applicationName: 'test' });
    for (const fill of [PROJECTS, ACTIVITIES, TASKS]) await pool.query(fill);
    for (const table of ['projects_v1', 'project_members_v1', 'activities_v1', 'ai_tasks_v1'])
      await pool.query(`vacuum analyze ${table}`);
  });

  after(() => pool.end());

  const planOf = async (ask: (db: ReturnType<typeof explained>) => Promise<unknown>): Promise<string> => {
    const db = explained(pool);
    await ask(db);
    return db.plans.join('\n\n');
  };

  const projectsOf = (actor: number, scope: ListScope, page: number) => (db: ReturnType<typeof explained>) =>
    listProjects(db, { actor, scope, page, pageSize: 20 });

  for (const [name, actor, page] of [
    ['the first page', SMALL, 1],
    ['the first page of many', BIG, 1],
    ['the last page of many', BIG, 151],
  ] as const) {
    for (const scope of ['own', 'visible'] as const)
      it(`finds ${name} (${scope}) in the index of owners alone`, async () => {
        const plan = await planOf(projectsOf(actor, scope, page));
        expect(plan).to.match(/Index Only Scan Backward using projects_v1_by_owner_id_updated_at_id/);
        expect(plan).to.not.match(/Seq Scan on project/);
      });
  }

  it('finds public projects in the index of public ones alone', async () => {
    const plan = await planOf(projectsOf(SMALL, 'public', 5));
    expect(plan).to.match(/Index Only Scan Backward using projects_v1_by_updated_at_id/);
    expect(plan).to.not.match(/Seq Scan on project/);
  });

  it('finds shared projects in the index of collaborators', async () => {
    const plan = await planOf(projectsOf(SMALL, 'visible', 1));
    expect(plan).to.match(/project_members_v1_by_account_id_project_id/);
  });

  it('shows many their projects in one statement, and how many there are', async () => {
    const db = explained(pool);
    const { count, rows } = await listProjects(db, { actor: BIG, scope: 'visible', page: 151, pageSize: 20 });
    expect({ count, rows: rows.length, statements: db.plans.length }).to.deep.equal({
      ...{ count: 3010, rows: 10, statements: 1 },
    });
  });

  for (const [name, types, projectId, index] of [
    ['of two kinds', ['project_save', 'project_export'], undefined, 'account_id_at_id_type'],
    ['of a rare kind', ['project_export'], undefined, 'account_id_at_id_type'],
    ['on a project', ['project_save'], 7, 'account_id_project_id_at_id_type'],
  ] as const)
    it(`finds activities ${name} in an index that has the kind`, async () => {
      const filter = { accountId: BIG, types, projectId };
      const plan = await planOf((db) => listActivities(db, { ...filter, page: 3, pageSize: 20 }));
      expect(plan).to.match(new RegExp(`activities_v1_by_${index}[^]*?Index Cond: .*type = `));
      expect(plan).to.not.match(/Seq Scan on activities/);
    });

  for (const answered of [true, false])
    it(`finds generations${answered ? ' that were answered' : ''} in an index that has the status`, async () => {
      const plan = await planOf((db) =>
        listAiTasks(db, { accountId: BIG, answered, page: 20, pageSize: 20 }),
      );
      expect(plan).to.match(/ai_tasks_v1_by_account_id_requested_at_id_status/);
      if (answered) expect(plan).to.match(/Index Cond: .*status = ANY/);
      expect(plan).to.not.match(/Seq Scan on ai_tasks/);
    });
});
