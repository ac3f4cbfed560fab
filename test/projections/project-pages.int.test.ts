import { expect } from 'chai';
import fc from 'fast-check';
import type pg from 'pg';
import { project } from '#domain/project/index.js';
import { fold } from '#followers/fold.js';
import { answersOf, sendPlans } from '#followers/write.js';
import { createPool } from '#platform/postgres/pool.js';
import { physicalTable } from '#projections/kit/ddl.js';
import { projectsProjection } from '#projections/projects/projection.js';
import { listProjects, type ListScope } from '#projections/projects/queries.js';
import { projectHistories } from '#test/support/project-histories.js';
import { postgresForTests } from '#test/support/services.js';
import { logged } from './given.js';

const HISTORIES = 5;
const PAGE = 2;
const SCOPES: readonly ListScope[] = ['own', 'visible', 'public'];

/** Who sees what, said as plainly as can be. */
const PLAIN: Readonly<Record<ListScope, string>> = {
  own: 'owner_id = $1',
  visible: 'id in (select project_id from project_members_s1 where account_id = $1)',
  public: 'is_public and $1::bigint is not null',
};

describe('pages of projects', () => {
  let pool: pg.Pool;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).ownerUrl, max: 2, applicationName: 'test' });
  });

  after(() => pool.end());

  const fill = async (
    events: ReturnType<typeof projectHistories> extends fc.Arbitrary<infer E> ? E : never,
  ) => {
    const { tables, version, changesFor } = projectsProjection;
    const physical = tables.map(({ name }) => physicalTable(name, version));
    await pool.query(`truncate ${physical.join(', ')}`);
    const changes = events.flatMap((event, revision) => changesFor(event.type, logged(event, revision)));
    const targets = tables.map((table) => [
      table.name,
      { table, physical: physicalTable(table.name, version) },
    ]);
    const client = await pool.connect();
    await answersOf(sendPlans(client, fold(new Map(targets as never), changes))).finally(() =>
      client.release(),
    );
  };

  const accounts = async (): Promise<number[]> => {
    const { rows } = await pool.query<{ id: number }>(
      'select distinct account_id as id from project_members_s1',
    );
    return [...rows.map(({ id }) => id), 987_654];
  };

  const plainly = async (actor: number, scope: ListScope): Promise<number[]> => {
    const order = 'order by updated_at desc, id desc';
    const text = `select id from projects_s1 where ${PLAIN[scope]} ${order}`;
    return (await pool.query<{ id: number }>(text, [actor])).rows.map(({ id }) => id);
  };

  const pages = async (actor: number, scope: ListScope) => {
    const ids: number[] = [];
    for (let page = 1; ; page += 1) {
      const { count, rows } = await listProjects(pool, { actor, scope, page, pageSize: PAGE });
      ids.push(...rows.map(({ id }) => id));
      if (rows.length === 0) return { count, ids };
    }
  };

  it('have every project once, newest change first, and as many as is said', async () => {
    for (const events of fc.sample(projectHistories(project), { seed: 5, numRuns: HISTORIES })) {
      await fill(events);
      for (const actor of await accounts())
        for (const scope of SCOPES) {
          const ids = await plainly(actor, scope);
          expect(await pages(actor, scope), scope).to.deep.equal({ count: ids.length, ids });
        }
    }
  });
});
