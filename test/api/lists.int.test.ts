import { expect } from 'chai';
import type { QueryResult, QueryResultRow } from 'pg';
import { routeTable } from '#api/route-table.js';
import { initial } from '#domain/project/state.js';
import type { EventLog } from '#eventlog/event-log.js';
import type { Db, Prepared } from '#platform/postgres/db.js';
import { bearer, startApi, storesOfNothing, tokensOf, type Api } from './support.js';

const OWNER = 4_398_046_511_105;
const at = '2026-01-01T00:00:00.000Z';
const ref = { address: 'a'.repeat(64), sha256: 'b'.repeat(64), keyId: 0, storedBytes: 1, jsonBytes: 1 };

const project = {
  id: 7_398_046_511_105,
  ownerId: OWNER,
  ownerUsername: 'ada',
  name: 'Menu',
  description: '',
  projectType: 'graphic',
  canvasWidth: 1920,
  canvasHeight: 1080,
  canvasBackground: '#FFFFFF',
  aiPrompt: '',
  colorPalette: [],
  suggestedFonts: [],
  isPublic: false,
  designRef: { ...ref, objects: 1, pictures: 1, hasMetadata: false },
  version: 2,
  createdAt: at,
  updatedAt: at,
  revision: 1,
  collaborators: [],
};
const version = {
  projectId: project.id,
  number: 1,
  designRef: project.designRef,
  createdBy: OWNER,
  createdAt: at,
};

/** What the log says of who may read it. */
const logged = { state: { ...initial, status: 'active', id: project.id, ownerId: OWNER } };

/** A row of a list also says how many there are. */
const answerTo = (statement: string | Prepared): readonly object[] => {
  const text = typeof statement === 'string' ? statement : statement.text;
  return text.includes('project_versions') ? [version] : [{ count: 1, ...project }];
};

describe('a list of projects or versions that have designs', () => {
  let api: Api;
  let blobsRead = 0;
  let token: string;

  before(async () => {
    const db: Db = {
      query: <Row extends QueryResultRow>(statement: string | Prepared) =>
        Promise.resolve({ rows: answerTo(statement) } as unknown as QueryResult<Row>),
    };
    const get = (): Promise<never> => {
      blobsRead += 1;
      return Promise.reject(new Error('There are no blobs here.'));
    };
    const stores = storesOfNothing();
    const log = { ...stores.log, load: () => Promise.resolve(logged) } as unknown as EventLog;
    api = await startApi({ routes: routeTable({ ...stores, db, log, blobs: { ...stores.blobs, get } }) });
    token = (await tokensOf(OWNER)).access;
  });

  after(() => api.stop());
  beforeEach(() => {
    blobsRead = 0;
  });

  const read = (path: string) => api.call(path, { headers: bearer(token) });

  for (const path of ['/', '/?public=1', '/my_projects/', `/${project.id}/versions/`]) {
    it(`reads no blob: /api/v1/projects${path}`, async () => {
      expect((await read(`/api/v1/projects${path}`)).status).to.equal(200);
      expect(blobsRead).to.equal(0);
    });
  }

  it('would be seen if it did: a single project reads one', async () => {
    await read(`/api/v1/projects/${project.id}/`);
    expect(blobsRead).to.equal(1);
  });
});
