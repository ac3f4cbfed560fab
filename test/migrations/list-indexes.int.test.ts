import { expect } from 'chai';
import knex, { type Knex } from 'knex';
import { listIndexes } from '#migrations/011-list-indexes.js';
import { postgresForTests } from '#test/support/services.js';

/** Projects as an earlier release had them, and a later version of the table that a rebuild made. */
const BEFORE = `
drop index projects_v1_by_updated_at_id;
create table projects_v4 (like projects_v1 including all);
create index projects_v1_by_is_public_updated_at_id on projects_v1 (is_public, updated_at, id);
create index projects_v4_by_is_public_updated_at_id on projects_v4 (is_public, updated_at, id);
drop index project_members_v1_by_account_id_project_id;
create index project_members_v1_by_account_id_project_id on project_members_v1 (account_id, project_id)`;

const INDEXES = `select indexdef as text from pg_indexes where tablename = ? and indexdef not like '%UNIQUE%'`;

describe('a database of before lists had their indexes', () => {
  let database: Knex;

  before(async () => {
    database = knex({
      client: 'pg',
      connection: (await postgresForTests()).ownerUrl,
      pool: { min: 0, max: 1 },
    });
    await database.raw(BEFORE);
    await listIndexes.up(database);
  });

  after(() => database.destroy());

  const indexesOf = async (table: string): Promise<string> => {
    const { rows } = await database.raw<{ rows: { text: string }[] }>(INDEXES, [table]);
    return rows.map(({ text }) => text).join('\n');
  };

  it('has them in every version of a table, and no longer those they replace', async () => {
    for (const table of ['projects_v1', 'projects_v4']) {
      const indexes = await indexesOf(table);
      expect(indexes, table).to.match(/\(updated_at, id\) WHERE is_public/);
      expect(indexes, table).to.not.contain('(is_public, updated_at, id)');
    }
  });

  it('has one of the same name anew when it is of fewer rows', async () => {
    expect(await indexesOf('project_members_v1')).to.match(
      /project_members_v1_by_account_id_project_id .*WHERE \(role = 'collaborator'/,
    );
  });
});
