import { z } from 'zod';
import { personOf } from '#commands/caller.js';
import type { Page } from '../pagination.js';
import { pageOf, pageQuery } from '../pagination.js';
import { projectOfRow } from '../present/project-row.js';
import { route, type Route } from '../route.js';
import { countFound, searchProjects, type ProjectSearch } from '#projections/project-search/queries.js';
import { projectBody } from '../schemas/project.js';
import {
  advancedFilter,
  foundEverywhere,
  foundNothing,
  foundProjects,
  globalQuery,
  searchQuery,
} from '../schemas/search.js';
import { presentFound, searchOf, SEARCH_READS, SEARCH_TAG } from './project-search.js';
import type { ProjectDeps } from './project-reply.js';

/** Of the search over everything. */
const FIRST = { page: 1, pageSize: 10 };
/** Of a list without pages. */
const MOST = 100;

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

/** An empty list of choices narrows nothing. */
const anyOf = <T>(choices: readonly T[] | undefined): readonly T[] | undefined =>
  choices?.length === 0 ? undefined : choices;

const wantedOf = (actor: number, body: z.output<typeof advancedFilter>): ProjectSearch => ({
  actor,
  scope: body.is_public === true ? 'public' : 'visible',
  words: body.q ?? '',
  types: anyOf(body.project_types),
  createdAfter: body.created_after,
  createdBefore: body.created_before,
  updatedAfter: body.updated_after,
  updatedBefore: body.updated_before,
  minWidth: body.min_width,
  maxWidth: body.max_width,
  minHeight: body.min_height,
  maxHeight: body.max_height,
  hasAi: body.has_ai_prompt,
  hasPalette: body.has_color_palette,
  isPublic: body.is_public,
  owner: body.owner_username === '' ? undefined : body.owner_username,
  colors: anyOf(body.colors),
});

const filtered = ({ db }: ProjectDeps): Route =>
  route({
    method: 'POST',
    paths: ['/projects/advanced_filter'],
    name: 'search.filter',
    summary: `Own and shared projects, or with is_public the public ones, that pass every filter: at most ${MOST}`,
    tag: SEARCH_TAG,
    policy: 'account',
    body: advancedFilter,
    responses: { 200: z.array(projectBody) },
    reads: SEARCH_READS,
    handle: async ({ caller, body }) => {
      const actor = personOf(caller);
      const page = { page: 1, pageSize: MOST, order: body.sort_by };
      const rows = await searchProjects(db, { ...wantedOf(actor, body), ...page });
      return { status: 200, body: presentFound(rows, actor) };
    },
  });

/** What people look for is theirs alone: it is not kept, so nothing is popular. */
const popular = (): Route =>
  route({
    method: 'GET',
    paths: ['/projects/popular_searches'],
    name: 'search.popular',
    summary: 'An empty list: what people look for is not kept',
    tag: SEARCH_TAG,
    policy: 'account',
    query: z.object({}),
    responses: { 200: z.array(z.string()) },
    handle: () => Promise.resolve({ status: 200, body: [] }),
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
  filtered(deps),
  popular(),
  nothingOf('assets'),
  nothingOf('templates'),
  nothingOf('teams'),
];
