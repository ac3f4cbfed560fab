import type { Db } from '#platform/postgres/db.js';
import { run, sql } from '#platform/postgres/query-builder.js';
import { PROJECT_WORDS, projectRows, type ListScope, type ProjectRow } from '../projects/queries.js';

/** Counting stops here: whoever finds more wants to look for something else. */
const MOST_COUNTED = 10_000;
const MOST_WORDS = 10;

export interface ProjectSearch {
  readonly actor: number;
  readonly scope: ListScope;
  /** Every word must begin a word of the name, the description or the AI prompt. Empty: everything. */
  readonly words: string;
  readonly projectType?: string | undefined;
  /** Instants, both included. */
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  /** Whether it was made with an AI prompt. */
  readonly hasAi?: boolean | undefined;
}

/** `'word':*` is one word, taken apart by Postgres as the text was, that others may begin with. */
const queryOf = (words: string): string =>
  words
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`)
    .join(' & ');

const found = ({ actor, scope, words, ...filter }: ProjectSearch) =>
  projectRows(actor, scope).modify((query) => {
    const wanted = queryOf(words);
    if (wanted !== '') void query.whereRaw(`${PROJECT_WORDS} @@ to_tsquery('simple', ?)`, [wanted]);
    if (filter.projectType !== undefined) void query.where('p.project_type', filter.projectType);
    if (filter.createdAfter !== undefined) void query.where('p.created_at', '>=', filter.createdAfter);
    if (filter.createdBefore !== undefined) void query.where('p.created_at', '<=', filter.createdBefore);
    if (filter.hasAi !== undefined)
      void query.whereRaw("(coalesce(p.ai_prompt, '') <> '') = ?", [filter.hasAi]);
  });

/** One page of the projects that match, newest change first. Designs are not read. */
export const searchProjects = (
  db: Db,
  { page, pageSize, ...search }: ProjectSearch & { readonly page: number; readonly pageSize: number },
): Promise<ProjectRow[]> =>
  run<ProjectRow>(
    db,
    found(search)
      .orderBy([
        { column: 'p.updated_at', order: 'desc' },
        { column: 'p.id', order: 'desc' },
      ])
      .limit(pageSize)
      .offset((page - 1) * pageSize),
  );

/** How many match, up to 10,000. */
export const countFound = async (db: Db, search: ProjectSearch): Promise<number> => {
  const some = found(search).clearSelect().select('p.id').limit(MOST_COUNTED).as('some');
  return (await run<{ count: number }>(db, sql(some).count('* as count')))[0]?.count ?? 0;
};
