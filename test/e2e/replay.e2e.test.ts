import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import pg from 'pg';
import type { ApiClient } from '#test/support/api-client.js';
import { runCli } from '#test/cli/support/cli-process.js';
import { createPool } from '#platform/postgres/pool.js';
import { physicalTable } from '#projections/kit/ddl.js';
import { projectsProjection } from '#projections/projects/projection.js';
import { newPerson, newProject, type Person } from '#test/support/people.js';
import { newSystem, type System } from '#test/support/system.js';

interface Line {
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

describe('the past', () => {
  let system: System;
  let api: ApiClient;
  let ada: Person;
  let grace: Person;
  let id: number;
  let renamedAt: string;
  let position: string;

  before(async () => {
    system = await newSystem();
    await system.follower();
    api = (await system.api()).client;
    [ada, grace] = await Promise.all([newPerson(api), newPerson(api)]);
    ({ id } = await newProject(api, ada, { name: 'First' }));
    const path = `/api/v1/projects/${id}/`;
    renamedAt = (await api.patch(path, { name: 'Second' }, ada.as)).body.updated_at as string;
    await api.post(`${path}save_design/`, { design_data: { objects: [{ type: 'rect' }] } }, ada.as);
    const last = await api.patch(path, { name: 'Third', is_public: true }, ada.as);
    position = last.headers.get('x-event-position') ?? '';
  });
  after(() => system.stop());

  const show = (query: string, person = ada) => api.get(`/api/v1/projects/${id}/?${query}`, person.as);

  describe('of a project', () => {
    it('is shown by revision, with the design of then', async () => {
      const first = await show('revision=0');
      expect(first.status).to.equal(200);
      expect(first.headers.get('etag')).to.equal('"0"');
      expect(first.body).to.deep.include({ name: 'First', version: 1, design_data: {}, is_public: false });
      expect((await show('revision=2')).body).to.deep.include({
        name: 'Second',
        version: 2,
        design_data: { objects: [{ type: 'rect' }] },
      });
    });

    it('is shown by instant', async () => {
      expect((await show(`at=${renamedAt}`)).body).to.include({ name: 'Second', version: 1 });
      expect((await show(`at=${new Date().toISOString()}`)).body).to.include({ name: 'Third' });
    });

    it('is shown to others only as far as it was public then', async () => {
      expect((await show('revision=3', grace)).body).to.include({ name: 'Third' });
      const { status, body } = await show('revision=2', grace);
      expect({ status, code: body.code }).to.deep.equal({ status: 404, code: 'not_found' });
    });

    it('is refused with a reason where there is none', async () => {
      const wrong: readonly (readonly [string, number, string])[] = [
        ['at=2020-01-01', 404, 'before_creation'],
        ['at=2999-01-01T00:00:00Z', 400, 'in_the_future'],
        ['at=yesterday', 400, 'validation_error'],
        ['at=2026-01-01T00:00:00+01:00', 400, 'validation_error'],
        ['revision=99', 404, 'revision_not_found'],
        ['revision=-1', 400, 'validation_error'],
        ['revision=1&at=2026-01-01', 400, 'validation_error'],
      ];
      for (const [query, expected, code] of wrong) {
        const { status, body } = await show(query);
        expect({ status, code: body.code }, query).to.deep.equal({ status: expected, code });
      }
    });
  });

  describe('of a read model', () => {
    const replay = async (name: string, ...words: string[]) => {
      const file = join(system.dataDir, name);
      const all = ['replay', '--projection', 'projects', '--out', file, '--json', ...words];
      return { file, ...(await runCli(all, system.environment)) };
    };
    const linesOf = async (file: string): Promise<Line[]> =>
      (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);

    it('is what its tables hold when it is replayed to the end', async () => {
      await api.get('/api/v1/projects/', {
        ...ada.as,
        headers: { 'X-Min-Event-Position': position },
      });
      const { code, err, file } = await replay('now.ndjson', '--personal');
      expect(code, err).to.equal(0);
      const rows = (await linesOf(file)).filter(({ table }) => table === 'projects').map(({ row }) => row);
      const pool = createPool({
        url: system.environment['DATABASE_URL'] ?? '',
        max: 1,
        applicationName: 'test',
      });
      const table = physicalTable('projects', projectsProjection.version);
      try {
        const found = await pool.query(`select * from ${table} order by id`);
        expect(rows).to.have.length(1);
        expect(rows).to.deep.equal(found.rows);
      } finally {
        await pool.end();
      }
    });

    it('is what it was until an instant, and says how much that is', async () => {
      const { code, out, file } = await replay('then.ndjson', '--until', renamedAt, '--personal');
      expect(code).to.equal(0);
      expect(JSON.parse(out)).to.deep.include({ until: renamedAt, events: 2, file });
      const [project] = (await linesOf(file)).filter(({ table }) => table === 'projects');
      expect(project?.row).to.include({ id, name: 'Second', version: 1, revision: 1 });
    });

    it('has nobody in it unless that was asked for', async () => {
      const { code, file } = await replay('nobody.ndjson');
      expect(code).to.equal(0);
      expect(await readFile(file, 'utf8'))
        .to.contain('"name":null')
        .and.not.contain('Third');
    });

    it('is recorded as a look when somebody is in it', async () => {
      const { out } = await runCli(
        ['events', 'tail', '--type', 'PersonalDataViewed', '--limit', '1', '--json'],
        system.environment,
      );
      const { data } = JSON.parse(out) as { data: Record<string, unknown> };
      expect(data['asked']).to.include({ view: 'projection', projection: 'projects', exported: true });
      expect(data['subjects']).to.deep.equal([ada.id]);
    });

    it('never writes over a file', async () => {
      const { code, err } = await replay('now.ndjson');
      expect({ code, exists: err.includes('exists already') }).to.deep.equal({ code: 2, exists: true });
    });

    it('leaves nothing behind in the database', async () => {
      const client = new pg.Client({ connectionString: system.environment['DATABASE_OWNER_URL'] });
      await client.connect();
      try {
        const { rows } = await client.query(
          `select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname like 'pg_temp%'`,
        );
        expect(rows).to.deep.equal([]);
      } finally {
        await client.end();
      }
    });
  });
});
