import type { DesignRef } from '#domain/design/reference.js';
import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { ACCOUNTS_VIEW } from '../accounts/queries.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { searchText } from '../kit/ddl.js';
import { projectsProjection } from './projection.js';
import { projectCounts, projectMembers, projects, projectTotals } from './tables.js';

const view = viewOf(projectsProjection);
const MEMBERS = view(projectMembers);

export interface Person {
  readonly id: number;
  /** Null when the person was erased or is not known here yet. */
  readonly username: string | null;
}

type Stored = Answer<typeof projects>;
export interface ProjectRow extends Omit<Stored, 'designRef' | 'colorPalette' | 'suggestedFonts'> {
  readonly designRef: DesignRef | null;
  readonly colorPalette: readonly string[];
  readonly suggestedFonts: readonly string[];
  readonly ownerUsername: string | null;
  /** By account id. */
  readonly collaborators: readonly Person[];
}

/**
 * visible: own and shared. own: owned. public: everyone's public ones. readable: whatever the actor may open.
 */
export type ProjectScope = 'visible' | 'own' | 'public' | 'readable';

/** The only place that says which projects a person sees. Rows are `p`. */
const visibleProjects = (actor: number, scope: ProjectScope) => {
  const all = sql(`${view(projects)} as p`);
  const membership = sql(`${MEMBERS} as m`).select('m.project_id').where('m.account_id', actor);
  switch (scope) {
    case 'own':
      return all.where('p.owner_id', actor);
    case 'public':
      return all.where('p.is_public', true);
    case 'visible':
      return all.whereIn('p.id', membership);
    case 'readable':
      // Asked of single projects: looks for the one membership instead of collecting all of the actor's.
      return all.where(
        (either) =>
          void either.where('p.is_public', true).orWhereExists(membership.whereRaw('m.project_id = p.id')),
      );
  }
};

/** The name of the project whose id is in that column, if the actor may open it: for other queries' columns. */
export const readableName = (actor: number, column: string) =>
  visibleProjects(actor, 'readable').where('p.id', sql.ref(column)).select('p.name');

const COLLABORATORS = sql.raw(
  `coalesce((
    select jsonb_agg(jsonb_build_object('id', m.account_id, 'username', c.username) order by m.account_id)
    from ${MEMBERS} m left join ${ACCOUNTS_VIEW} c on c.id = m.account_id
    where m.project_id = p.id and m.role = 'collaborator'), '[]') as collaborators`,
);

/** Rows of whatever the actor sees in that scope; the table is `p`. */
export const projectRows = (actor: number, scope: ProjectScope) =>
  visibleProjects(actor, scope)
    .leftJoin(`${ACCOUNTS_VIEW} as o`, 'o.id', 'p.owner_id')
    .select(...columnsAs('p', projects), 'o.username as ownerUsername', COLLABORATORS);

/** The indexed words of a project `p`. */
export const PROJECT_WORDS = searchText(projects, 'p.');

const COUNTS: Readonly<Record<'visible' | 'own', string>> = { visible: 'owned + shared', own: 'owned' };

/** How many projects a list has. Read from counters: no list counts rows. */
export const countProjects = async (db: Db, actor: number, scope: ListScope): Promise<number> => {
  const counted =
    scope === 'public'
      ? sql(view(projectTotals)).where('id', 'all').select('public_projects as count')
      : sql(view(projectCounts))
          .where('account_id', actor)
          .select(sql.raw(`${COUNTS[scope]} as count`));
  return (await run<{ count: number }>(db, counted))[0]?.count ?? 0;
};

export type ListScope = Exclude<ProjectScope, 'readable'>;

export interface ProjectList {
  readonly actor: number;
  readonly scope: ListScope;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** One page, newest change first, and how many there are in all. Designs are not read. */
export const listProjects = async (
  db: Db,
  { actor, scope, page, pageSize }: ProjectList,
): Promise<{ readonly count: number; readonly rows: readonly ProjectRow[] }> => {
  const rows = projectRows(actor, scope)
    .orderBy([
      { column: 'p.updated_at', order: 'desc' },
      { column: 'p.id', order: 'desc' },
    ])
    .limit(pageSize)
    .offset((page - 1) * pageSize);
  const [count, found] = await Promise.all([countProjects(db, actor, scope), run<ProjectRow>(db, rows)]);
  return { count, rows: found };
};

/**
 * The project if `actor` owns it, works on it, or it is public; else undefined: unknown and foreign look the
 * same.
 */
export const findProject = async (db: Db, actor: number, id: number): Promise<ProjectRow | undefined> =>
  (await run<ProjectRow>(db, projectRows(actor, 'readable').where('p.id', id)))[0];
