import type { Db } from '#platform/postgres/db.js';
import { run } from '#platform/postgres/query-builder.js';
import { countSome } from '#platform/postgres/count-some.js';
import { PROJECT_WORDS, projectRows, type ListScope, type ProjectRow } from '../projects/queries.js';

const MOST_WORDS = 10;

/** Limits of a column, both included. Times are instants, sides pixels. */
const RANGES = {
  createdAfter: ['p.created_at', '>='],
  createdBefore: ['p.created_at', '<='],
  updatedAfter: ['p.updated_at', '>='],
  updatedBefore: ['p.updated_at', '<='],
  minWidth: ['p.canvas_width', '>='],
  maxWidth: ['p.canvas_width', '<='],
  minHeight: ['p.canvas_height', '>='],
  maxHeight: ['p.canvas_height', '<='],
} as const;
type Ranges = { readonly [N in keyof typeof RANGES]?: string | number | undefined };

const ORDERS = {
  updated_at: 'p.updated_at',
  created_at: 'p.created_at',
  name: 'p.name',
} as const;
type Column = keyof typeof ORDERS;
/** With `-` the greatest first. */
export type SearchOrder = Column | `-${Column}`;

export interface ProjectSearch extends Ranges {
  readonly actor: number;
  readonly scope: ListScope;
  /** Every word must begin a word of the name, the description or the AI prompt. Empty: everything. */
  readonly words: string;
  /** Any of them. */
  readonly types?: readonly string[] | undefined;
  /** Whether it was made with an AI prompt. */
  readonly hasAi?: boolean | undefined;
  readonly hasPalette?: boolean | undefined;
  readonly isPublic?: boolean | undefined;
  readonly owner?: string | undefined;
  /** Any of them is in the palette, in any case. */
  readonly colors?: readonly string[] | undefined;
}

/** Postgres knows no text with U+0000: nothing it holds is equal to one. */
const storable = (text: string): string => text.replaceAll('\0', ' ');

/** `'word':*` is one word, taken apart by Postgres as the text was, that others may begin with. */
const queryOf = (words: string): string =>
  storable(words)
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`)
    .join(' & ');

const HAS_AI = "(coalesce(p.ai_prompt, '') <> '')";
const HAS_PALETTE = "(p.color_palette <> '[]'::jsonb)";
const HAS_COLOR =
  'exists (select from jsonb_array_elements_text(p.color_palette) as c where lower(c) = any(?))';

const found = ({ actor, scope, words, ...filter }: ProjectSearch) =>
  projectRows(actor, scope).modify((query) => {
    const wanted = queryOf(words);
    const { types, hasAi, hasPalette, isPublic, owner, colors } = filter;
    if (wanted !== '') void query.whereRaw(`${PROJECT_WORDS} @@ to_tsquery('simple', ?)`, [wanted]);
    if (types !== undefined) void query.whereIn('p.project_type', [...types]);
    if (hasAi !== undefined) void query.whereRaw(`${HAS_AI} = ?`, [hasAi]);
    if (hasPalette !== undefined) void query.whereRaw(`${HAS_PALETTE} = ?`, [hasPalette]);
    if (isPublic !== undefined) void query.where('p.is_public', isPublic);
    if (owner !== undefined) void query.where('o.username', storable(owner));
    if (colors !== undefined)
      void query.whereRaw(HAS_COLOR, [colors.map((color) => storable(color.toLowerCase()))]);
    for (const [name, [column, operator]] of Object.entries(RANGES)) {
      const limit = filter[name as keyof Ranges];
      if (limit !== undefined) void query.where(column, operator, limit);
    }
  });

const orderOf = (order: SearchOrder) => {
  const direction = order.startsWith('-') ? 'desc' : 'asc';
  return { column: ORDERS[order.replace('-', '') as Column], order: direction } as const;
};

export interface SearchedPage extends ProjectSearch {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** Newest change first unless asked otherwise. */
  readonly order?: SearchOrder | undefined;
}

/** One page of the projects that match. Designs are not read. */
export const searchProjects = (
  db: Db,
  { page, pageSize, order = '-updated_at', ...search }: SearchedPage,
): Promise<ProjectRow[]> =>
  run<ProjectRow>(
    db,
    found(search)
      .orderBy([orderOf(order), { column: 'p.id', order: 'desc' }])
      .limit(pageSize)
      .offset((page - 1) * pageSize),
  );

/** How many match, up to 10,000. */
export const countFound = (db: Db, search: ProjectSearch): Promise<number> =>
  countSome(db, found(search), 'p.id');
