import { expect } from 'chai';
import type pg from 'pg';
import { answersOf, sendPlans } from '#followers/write.js';
import { fold } from '#followers/fold.js';
import type { DomainEvent } from '#domain/kit/event.js';
import { createPool } from '#platform/postgres/pool.js';
import { findAccount } from '#projections/accounts/queries.js';
import { PROJECTIONS } from '#projections/index.js';
import { physicalTable } from '#projections/kit/ddl.js';
import { openReservations } from '#projections/open-reservations/queries.js';
import { listVersions } from '#projections/project-versions/queries.js';
import { findProject, listProjects, type ListScope } from '#projections/projects/queries.js';
import { registration } from '#test/domain/account/examples.js';
import * as example from '#test/domain/project/examples.js';
import { at, designOf } from '#test/support/examples.js';
import { logged } from './given.js';
import { postgresForTests } from '#test/support/services.js';

const { COLLABORATOR, OWNER, PROJECT, STRANGER } = example;

const account = (accountId: number, username: string): DomainEvent => ({
  type: 'AccountRegistered',
  data: { ...registration, accountId, username },
});
const project = (projectId: number, minutes: number, more: object = {}): DomainEvent =>
  example.created({ projectId, at: at(minutes), ...more });
const slot = (projectId: number, minutes: number): DomainEvent => ({
  type: 'ProjectSlotReserved',
  data: { accountId: OWNER, projectId, at: at(minutes) },
});

const EVENTS: readonly DomainEvent[] = [
  account(OWNER, 'ada'),
  account(COLLABORATOR, 'grace'),
  project(PROJECT, 5),
  example.shared,
  example.designSaved(6, { by: COLLABORATOR, design: designOf('a') }),
  example.versionCreated(1, designOf('a'), 7),
  example.designSaved(8, { kept: example.kept(2, designOf('a'), 8, COLLABORATOR), design: designOf('b') }),
  project(101, 6),
  project(102, 9, { isPublic: true }),
  project(103, 9, { ownerId: STRANGER, isPublic: true }),
  slot(104, 1),
  slot(105, 50),
  { ...example.deleted, data: { ...example.deleted.data, projectId: 106, at: at(60) } },
];

const store = async (client: pg.PoolClient): Promise<void> => {
  for (const { changesFor, tables, version } of PROJECTIONS) {
    const changes = EVENTS.flatMap((event, revision) => changesFor(event.type, logged(event, revision)));
    const targets = tables.map(
      (table) => [table.name, { table, physical: physicalTable(table.name, version) }] as const,
    );
    await answersOf(sendPlans(client, fold(new Map(targets), changes)));
  }
};

describe('queries of the read models', () => {
  let pool: pg.Pool;

  before(async () => {
    pool = createPool({ url: (await postgresForTests()).appUrl, max: 3, applicationName: 'test' });
    const client = await pool.connect();
    await store(client).finally(() => client.release());
  });

  after(() => pool.end());

  const list = async (actor: number, scope: ListScope, page = 1, pageSize = 20) => {
    const { count, rows } = await listProjects(pool, { actor, scope, page, pageSize });
    return { count, ids: rows.map(({ id }) => id) };
  };

  it('list own projects, newest change first, ids as numbers', async () => {
    expect(await list(OWNER, 'own')).to.deep.equal({ count: 2, ids: [102, PROJECT, 101] });
  });

  it('list shared projects as visible', async () => {
    expect(await list(COLLABORATOR, 'visible')).to.deep.equal({ count: 1, ids: [PROJECT] });
  });

  it('list public projects of everyone', async () => {
    expect(await list(COLLABORATOR, 'public')).to.deep.equal({ count: 2, ids: [103, 102] });
  });

  it('list page by page', async () => {
    expect((await list(OWNER, 'own', 2, 2)).ids).to.deep.equal([101]);
  });

  it('list nothing for who has nothing', async () => {
    expect(await list(12345, 'visible')).to.deep.equal({ count: 0, ids: [] });
  });

  it('show a project with the names of its people and where its design lies', async () => {
    expect(await findProject(pool, COLLABORATOR, PROJECT)).to.deep.include({
      id: PROJECT,
      ownerId: OWNER,
      ownerUsername: 'ada',
      collaborators: [{ id: COLLABORATOR, username: 'grace' }],
      designRef: designOf('b'),
      colorPalette: ['#0EA5E9'],
      version: 3,
      updatedAt: at(8),
    });
  });

  it('show a public project to anyone', async () => {
    expect(await findProject(pool, COLLABORATOR, 103)).to.include({ id: 103, ownerUsername: null });
  });

  it('show a foreign project to nobody, like one that is not there', async () => {
    expect(await findProject(pool, STRANGER, PROJECT)).to.equal(undefined);
    expect(await findProject(pool, OWNER, 999)).to.equal(undefined);
  });

  it('list versions, newest first, with the names of who made them', async () => {
    const versions = await listVersions(pool, PROJECT);
    expect(versions.map(({ number, createdByUsername }) => [number, createdByUsername])).to.deep.equal([
      [2, 'grace'],
      [1, 'ada'],
    ]);
  });

  it('find an account with its usage', async () => {
    expect(await findAccount(pool, OWNER)).to.deep.include({
      id: OWNER,
      username: 'ada',
      firstName: 'Ada',
      registeredAt: at(0),
      projectsOwned: 2,
      designsCreated: 3,
    });
  });

  it('list reservations that are due or old, oldest first', async () => {
    const open = await openReservations(pool, { olderThan: at(30), limit: 10 });
    expect(open.map(({ targetId, due }) => [targetId, due])).to.deep.equal([
      [104, false],
      [106, true],
    ]);
  });
});
