import { personOf } from '#commands/caller.js';
import type { Page } from '../pagination.js';
import { pageOf, pageQuery } from '../pagination.js';
import { projectOfRow } from '../present/project-row.js';
import { route, type Route } from '../route.js';
import { countFound, searchProjects } from '#projections/project-search/queries.js';
import { foundEverywhere, foundNothing, foundProjects, globalQuery, searchQuery } from '../schemas/search.js';
import { presentFound, searchOf, SEARCH_READS, SEARCH_TAG } from './project-search.js';
import type { ProjectDeps } from './project-reply.js';

/** Of the search over everything. */
const FIRST = { page: 1, pageSize: 10 };

const presentFoundPage = ({ page, pageSize }: Page, count: number, results: readonly unknown[]) => ({
  count,
  page,
  page_size: pageSize,
  total_pages: Math.ceil(count / pageSize),
  results,
});

const projects = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/advanced-search/projects'],
    name: 'search.projects',
    summary: 'Pages of projects with these words, newest change first; a count stops at 10,000',
    tag: SEARCH_TAG,
    policy: 'account',
    query: searchQuery,
    responses: { 200: foundProjects },
    reads: SEARCH_READS,
    handle: async ({ caller, query }) => {
      const actor = personOf(caller);
      const wanted = searchOf(actor, query);
      const page = pageOf(query);
      const [count, rows] = await Promise.all([
        countFound(db, wanted),
        searchProjects(db, { ...wanted, ...page }),
      ]);
      return { status: 200, body: presentFoundPage(page, count, presentFound(rows, actor)) };
    },
  });

const everything = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/advanced-search/global'],
    name: 'search.global',
    summary: `The first ${FIRST.pageSize} projects with these words; assets, templates and teams are searched once there are some`,
    tag: SEARCH_TAG,
    policy: 'account',
    query: globalQuery,
    responses: { 200: foundEverywhere },
    reads: SEARCH_READS,
    handle: async ({ caller, query }) => {
      const wanted = { actor: personOf(caller), scope: 'visible', words: query.q } as const;
      const rows = await searchProjects(db, { ...wanted, ...FIRST });
      const found = rows.map((row) => ({
        id: row.id,
        name: row.name ?? '',
        type: projectOfRow(row).details.projectType,
      }));
      const body = { projects: found, assets: [], templates: [], teams: [], total_count: found.length };
      return { status: 200, body };
    },
  });

/** Pages the front end reads for things there are none of yet. */
const nothingOf = (kind: 'assets' | 'templates' | 'teams'): Route =>
  route({
    method: 'GET',
    paths: [`/projects/advanced-search/${kind}`],
    name: `search.${kind}`,
    summary: `An empty page: there are no ${kind} to find`,
    tag: SEARCH_TAG,
    policy: 'account',
    query: pageQuery,
    responses: { 200: foundNothing },
    handle: ({ query }) => Promise.resolve({ status: 200, body: presentFoundPage(pageOf(query), 0, []) }),
  });

/** Routes of the advanced search (api-contract §5.2). */
export const advancedSearchRoutes = (deps: ProjectDeps): readonly Route[] => [
  projects(deps),
  everything(deps),
  nothingOf('assets'),
  nothingOf('templates'),
  nothingOf('teams'),
];
