import type { Knex } from 'knex';
import type { DesignRef } from '#domain/design/reference.js';
import type { Db } from '#platform/postgres/db.js';
import { run, sql, statement, type Value } from '#platform/postgres/query-builder.js';
import { ACCOUNTS_VIEW } from '../accounts/queries.js';
import { columnsAs, viewOf, type Answer } from '../kit/columns.js';
import { searchText } from '../kit/ddl.js';
import { projectsProjection } from './projection.js';
import { projectCounts, projectMembers, projects, projectTotals } from './tables.js';

const view = viewOf(projectsProjection);
const PROJECTS = view(projects);
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

const COLLABORATOR = "m.role = 'collaborator'";
/** An account's id, or what stands for it. */
type Actor = number | Knex.Raw;

const shared = (actor: Actor) =>
  sql(`${MEMBERS} as m`).where('m.account_id', actor).whereRaw(COLLABORATOR).select('m.project_id');

/** The only place that says which projects a person sees. Rows are `p`. */
const visibleProjects = (actor: Actor, scope: ProjectScope) => {
  const all = sql(`${PROJECTS} as p`);
  switch (scope) {
    case 'own':
      return all.where('p.owner_id', actor);
    case 'public':
      return all.whereRaw('p.is_public');
    case 'visible':
      // As an array, which an index is asked for; a second query would be asked about every project there is.
      return all.where(
        (either) =>
          void either.where('p.owner_id', actor).orWhereRaw('p.id = any (array(?))', [shared(actor)]),
      );
    case 'readable':
      // Asked of single projects: looks for the one membership instead of collecting all of the actor's.
      return all.where(
        (either) =>
          void either
            .whereRaw('p.is_public')
            .orWhere('p.owner_id', actor)
            .orWhereExists(shared(actor).whereRaw('m.project_id = p.id')),
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

/** What a row has, for projects `p`. */
const withPeople = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query
    .leftJoin(`${ACCOUNTS_VIEW} as o`, 'o.id', 'p.owner_id')
    .select(...columnsAs('p', projects), 'o.username as ownerUsername', COLLABORATORS);

/** Rows of whatever the actor sees in that scope; the table is `p`. */
export const projectRows = (actor: number, scope: ProjectScope) => withPeople(visibleProjects(actor, scope));

/** The indexed words of a project `p`. */
export const PROJECT_WORDS = searchText(projects, 'p.');

const perScope = <T>(make: (scope: ListScope) => T): Readonly<Record<ListScope, T>> => ({
  own: make('own'),
  visible: make('visible'),
  public: make('public'),
});

const COUNTS: Readonly<Record<'visible' | 'own', string>> = { visible: 'owned + shared', own: 'owned' };

/** How many projects a list has, as a value. Read from counters: no list counts rows. */
const counted = (actor: Actor, scope: ListScope) => {
  const counter =
    scope === 'public'
      ? sql(view(projectTotals)).where('id', 'all').select('public_projects')
      : sql(view(projectCounts)).where('account_id', actor).select(sql.raw(COUNTS[scope]));
  return sql.raw('coalesce((?), 0)::bigint as count', [counter]);
};

type Counting = 'actor';
const COUNTINGS = perScope((scope) =>
  statement<Counting>((value) => sql.select(counted(value('actor'), scope))),
);

/** How many projects a list has. */
export const countProjects = async (db: Db, actor: number, scope: ListScope): Promise<number> =>
  (await db.query<{ count: number }>(COUNTINGS[scope]({ actor }))).rows[0]?.count ?? 0;

export type ListScope = Exclude<ProjectScope, 'readable'>;

export interface ProjectList {
  readonly actor: number;
  readonly scope: ListScope;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

const newestFirst = (query: Knex.QueryBuilder, table: string): Knex.QueryBuilder =>
  query.orderBy([
    { column: `${table}.updated_at`, order: 'desc' },
    { column: `${table}.id`, order: 'desc' },
  ]);

/** `until`: the last of the page; `from`: the last before it. */
type Paging = 'actor' | 'until' | 'from' | 'size';

/** Up to the end of the page. One index has both columns of own and of public ones, in this order. */
const walked = (query: Knex.QueryBuilder, value: Value<Paging>): Knex.Raw =>
  sql.raw('? limit ?', [newestFirst(query.select('p.id', 'p.updated_at'), 'p'), value('until')]);

/**
 * Shared ones change their places whenever somebody works on them: they are looked up one by one, for every
 * page. Postgres expects too many of who owns many, and would read all projects there are: `offset 0` forbids it.
 */
const sharedProjects = (actor: Actor) =>
  sql(`${MEMBERS} as m`)
    .joinRaw(
      `cross join lateral (select s.id, s.updated_at from ${PROJECTS} as s where s.id = m.project_id offset 0) as p`,
    )
    .where('m.account_id', actor)
    .whereRaw(COLLABORATOR);

/** Which projects are on the page: found without reading one of them. */
const placesOf = (scope: ListScope, value: Value<Paging>): Knex.Raw => {
  const own = walked(visibleProjects(value('actor'), scope === 'visible' ? 'own' : scope), value);
  const all =
    scope === 'visible'
      ? sql.raw('((?) union all (?))', [own, walked(sharedProjects(value('actor')), value)])
      : sql.raw('(?)', [own]);
  const ordered = newestFirst(sql.from(sql.raw('? as v', [all])).select('v.id', 'v.updated_at'), 'v');
  return sql.raw('(? limit ? offset ?) as v', [ordered, value('size'), value('from')]);
};

const pageOf = (scope: ListScope, value: Value<Paging>): Knex.QueryBuilder => {
  const rows = withPeople(sql.from(placesOf(scope, value)).join(`${PROJECTS} as p`, 'p.id', 'v.id'));
  return sql
    .from(sql.select(counted(value('actor'), scope)).as('c'))
    .leftJoin(rows.as('r'), (always) => void always.on(sql.raw('true')))
    .select('c.count', 'r.*')
    .orderBy([
      { column: 'r.updatedAt', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ]);
};
const PAGES = perScope((scope) => statement<Paging>((value) => pageOf(scope, value)));

type Listed = { readonly count: number; readonly id: number | null } & Omit<ProjectRow, 'id'>;

/** One page, newest change first, and how many there are in all, of one moment. Designs are not read. */
export const listProjects = async (
  db: Db,
  { actor, scope, page, pageSize }: ProjectList,
): Promise<{ readonly count: number; readonly rows: readonly ProjectRow[] }> => {
  const from = (page - 1) * pageSize;
  const { rows } = await db.query<Listed>(
    PAGES[scope]({ actor, from, size: pageSize, until: from + pageSize }),
  );
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.flatMap(({ count: _count, id, ...row }) => (id === null ? [] : [{ id, ...row }])),
  };
};

/**
 * The project if `actor` owns it, works on it, or it is public; else undefined: unknown and foreign look the
 * same.
 */
export const findProject = async (db: Db, actor: number, id: number): Promise<ProjectRow | undefined> =>
  (await run<ProjectRow>(db, projectRows(actor, 'readable').where('p.id', id)))[0];
