import { personOf } from '#commands/caller.js';
import { z } from 'zod';
import { requireReaderNow } from '#commands/projects/require-reader.js';
import { readDesign } from '#commands/designs/read-design.js';
import { AppError } from '#platform/app-error.js';
import { findProject, listProjects, type ProjectRow } from '#projections/projects/queries.js';
import { listVersions } from '#projections/project-versions/queries.js';
import { pageOf, pageQuery, presentPage } from '../pagination.js';
import { presentProject } from '../present/project.js';
import { projectOfRow } from '../present/project-row.js';
import { presentVersion } from '../present/version.js';
import { route, type Route } from '../route.js';
import { idParams } from '../schemas/common.js';
import { projectBody, projectPage, versionBody } from '../schemas/project.js';
import { momentOf, pastQuery, replyWithPast } from './project-past.js';
import type { ProjectDeps } from './project-reply.js';

const TAG = 'Projects';
/** All own projects in one answer, as the dashboard wants them. */
const WHOLE_LIST = { page: 1, pageSize: 10_000 };

const presentRows = (rows: readonly ProjectRow[], viewer: number) =>
  rows.map((row) => presentProject(projectOfRow(row), viewer, {}));

const list = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects'],
    name: 'projects.list',
    summary: 'Own and shared projects, or with ?public=1 the public ones of everybody; newest change first',
    tag: TAG,
    policy: 'account',
    query: pageQuery.extend({ public: z.enum(['1', 'true', '0', 'false']).optional() }),
    responses: { 200: projectPage },
    reads: ['projects', 'accounts'],
    handle: async ({ caller, query, origin, path }) => {
      const actor = personOf(caller);
      const page = pageOf(query);
      const everyone = query.public === '1' || query.public === 'true';
      const { count, rows } = await listProjects(deps.db, {
        actor,
        scope: everyone ? 'public' : 'visible',
        ...page,
      });
      const keep: Record<string, string> = everyone ? { public: '1' } : {};
      const body = presentPage(page, { origin, path, keep, count, results: presentRows(rows, actor) });
      return { status: 200, body };
    },
  });

const mine = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/my_projects'],
    name: 'projects.mine',
    summary: 'Own projects as one list, newest change first',
    tag: TAG,
    policy: 'account',
    query: z.object({}),
    responses: { 200: z.array(projectBody) },
    reads: ['projects', 'accounts'],
    handle: async ({ caller }) => {
      const actor = personOf(caller);
      const { rows } = await listProjects(deps.db, { actor, scope: 'own', ...WHOLE_LIST });
      return { status: 200, body: presentRows(rows, actor) };
    },
  });

/** The row the person may see now, as the log says, or 404: the row may say so a little longer. */
const visible = async (deps: ProjectDeps, actor: number, id: number): Promise<ProjectRow> => {
  const [row] = await Promise.all([findProject(deps.db, actor, id), requireReaderNow(deps, actor, id)]);
  if (!row) throw new AppError('not_found', 'There is no such project.');
  return row;
};

const show = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/:id'],
    name: 'projects.show',
    summary: 'A project with its design; with `at` or `revision`, as it was then',
    tag: TAG,
    policy: 'account',
    params: idParams,
    query: pastQuery,
    responses: { 200: projectBody },
    reads: ['projects', 'accounts'],
    handle: async ({ caller, params, query }) => {
      const moment = momentOf(query, caller.at);
      if (moment) return replyWithPast(deps, caller, { id: params.id, moment });
      const actor = personOf(caller);
      const row = await visible(deps, actor, params.id);
      const design = await readDesign(deps, row.ownerId, row.designRef);
      return { status: 200, body: presentProject(projectOfRow(row), actor, design), revision: row.revision };
    },
  });

const versions = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/:id/versions'],
    name: 'projects.versions',
    summary: 'Versions of a project, newest first; designs are left out (restore one to see it)',
    tag: 'Designs and versions',
    policy: 'account',
    params: idParams,
    responses: { 200: z.array(versionBody) },
    reads: ['projects', 'project_versions', 'accounts'],
    handle: async ({ caller, params }) => {
      const { id } = await visible(deps, personOf(caller), params.id);
      const rows = await listVersions(deps.db, id);
      const body = rows.map(({ number, createdBy, createdByUsername, createdAt }) =>
        presentVersion(id, { number, by: createdBy, byName: createdByUsername ?? '', at: createdAt }, {}),
      );
      return { status: 200, body };
    },
  });

/** Routes of api-contract §5.2 that read projects. The fixed path stands before the one with an id. */
export const projectListRoutes = (deps: ProjectDeps): readonly Route[] => [
  list(deps),
  mine(deps),
  show(deps),
  versions(deps),
];
