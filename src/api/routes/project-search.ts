import { personOf } from '#commands/caller.js';
import { z } from 'zod';
import { countFound, searchProjects, type ProjectSearch } from '#projections/project-search/queries.js';
import type { ProjectRow } from '#projections/projects/queries.js';
import { isPaged, pageOf, presentPage } from '../pagination.js';
import { presentProject } from '../present/project.js';
import { projectOfRow } from '../present/project-row.js';
import { route, type Route } from '../route.js';
import { projectBody, projectPage } from '../schemas/project.js';
import { hintQuery, projectHint, searchQuery, suggestions } from '../schemas/search.js';
import type { ProjectDeps } from './project-reply.js';

export const SEARCH_TAG = 'Search';
export const SEARCH_READS = ['projects', 'accounts'];
const MOST = 100;
const HINTS = 10;

export const presentFound = (rows: readonly ProjectRow[], viewer: number) =>
  rows.map((row) => presentProject(projectOfRow(row), viewer, {}));

/** What the query looks for, in the list the person means. */
export const searchOf = (actor: number, query: z.output<typeof searchQuery>): ProjectSearch => ({
  actor,
  scope: query.public === true ? 'public' : 'visible',
  words: query.q,
  types: query.project_type && [query.project_type],
  createdAfter: query.created_after,
  createdBefore: query.created_before,
  hasAi: query.has_ai,
});

/** The links to other pages keep what was asked for. */
const kept = ({ page: _page, page_size: _size, ...query }: z.output<typeof searchQuery>) =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ) as Record<string, string>;

const search = ({ db }: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/search'],
    name: 'projects.search',
    summary: `Projects with these words in name, description or AI prompt, newest change first: at most ${MOST}, or pages when page or page_size is given`,
    tag: SEARCH_TAG,
    policy: 'account',
    query: searchQuery,
    responses: { 200: z.union([z.array(projectBody), projectPage]) },
    reads: SEARCH_READS,
    handle: async ({ caller, query, origin, path }) => {
      const actor = personOf(caller);
      const wanted = searchOf(actor, query);
      const page = isPaged(query) ? pageOf(query) : { page: 1, pageSize: query.limit ?? MOST };
      const results = presentFound(await searchProjects(db, { ...wanted, ...page }), actor);
      if (!isPaged(query)) return { status: 200, body: results };
      const count = await countFound(db, wanted);
      return { status: 200, body: presentPage(page, { origin, path, keep: kept(query), count, results }) };
    },
  });

interface Hint {
  readonly id: number;
  readonly name: string;
}

const hints = async (
  { db }: ProjectDeps,
  actor: number,
  { q, limit }: z.output<typeof hintQuery>,
): Promise<readonly Hint[]> => {
  if (q === '') return [];
  const page = { page: 1, pageSize: limit ?? HINTS };
  const rows = await searchProjects(db, { actor, scope: 'visible', words: q, ...page });
  return rows.map(({ id, name }) => ({ id, name: name ?? '' }));
};

const autocomplete = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/autocomplete'],
    name: 'projects.autocomplete',
    summary: `Ids and names of projects that match what was typed so far, at most ${HINTS} unless asked otherwise`,
    tag: SEARCH_TAG,
    policy: 'account',
    query: hintQuery,
    responses: { 200: z.array(projectHint) },
    reads: SEARCH_READS,
    handle: async ({ caller, query }) => ({
      status: 200,
      body: await hints(deps, personOf(caller), query),
    }),
  });

const suggest = (deps: ProjectDeps): Route =>
  route({
    method: 'GET',
    paths: ['/projects/suggestions'],
    name: 'projects.suggestions',
    summary: 'Names of projects that match what was typed so far, each once',
    tag: SEARCH_TAG,
    policy: 'account',
    query: hintQuery,
    responses: { 200: suggestions },
    reads: SEARCH_READS,
    handle: async ({ caller, query }) => {
      const names = (await hints(deps, personOf(caller), query)).map(({ name }) => name);
      return { status: 200, body: { suggestions: [...new Set(names)] } };
    },
  });

/** Routes of api-contract §5.2 that search projects: words, or what was typed so far. */
export const projectSearchRoutes = (deps: ProjectDeps): readonly Route[] => [
  search(deps),
  autocomplete(deps),
  suggest(deps),
];
