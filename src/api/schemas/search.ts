import { z } from 'zod';
import { PROJECT_TYPES } from '#domain/project/events.js';
import { natural, pageQuery } from '../pagination.js';
import { count, id } from './common.js';
import { projectBody } from './project.js';

const MAX_WORDS = 200;
const FEWEST = 2;
const MOST = 100;

const words = z.string().trim().max(MAX_WORDS);
const NO_TIME = 'An ISO 8601 date or instant of the years 1 to 9999 (UTC).';
/** What Postgres reads as an instant. */
const COMMON_YEAR = /^(?!0000)\d{4}-/;
const utc = (text: string): string => (Number.isNaN(Date.parse(text)) ? '' : new Date(text).toISOString());
/** `2026-02-08` stands for the beginning of that day (UTC). */
const time = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: NO_TIME })
  .refine((text) => COMMON_YEAR.test(utc(text)), { error: NO_TIME })
  .transform(utc);
const flag = z.enum(['1', 'true', '0', 'false']).transform((text) => text === '1' || text === 'true');

/** Filters of every search. Public projects of everybody are found only when they are asked for. */
export const searchQuery = pageQuery.extend({
  q: words.default(''),
  project_type: z.enum(PROJECT_TYPES).optional(),
  created_after: time.optional(),
  created_before: time.optional(),
  has_ai: flag.optional(),
  public: flag.optional(),
  limit: natural(MOST, `How many at most; ${MOST} unless asked otherwise`),
});

export const hintQuery = z.object({ q: words.default(''), limit: natural(MOST, 'How many at most') });

/** The search over everything needs something to look for. */
export const globalQuery = z.object({
  q: words.min(FEWEST, { error: `At least ${FEWEST} characters.` }),
});

const side = z.int().min(0).max(100_000);
const SORTED = ['updated_at', '-updated_at', 'created_at', '-created_at', 'name', '-name'] as const;

/** Every filter of the search page. An order nobody knows is the usual one. */
export const advancedFilter = z
  .object({
    q: words,
    project_types: z.array(z.enum(PROJECT_TYPES)).max(PROJECT_TYPES.length),
    created_after: time,
    created_before: time,
    updated_after: time,
    updated_before: time,
    min_width: side,
    max_width: side,
    min_height: side,
    max_height: side,
    has_ai_prompt: z.boolean(),
    has_color_palette: z.boolean(),
    is_public: z.boolean(),
    owner_username: z.string().max(254),
    colors: z.array(z.string().max(50)).max(20),
    sort_by: z.enum(SORTED).optional().catch(undefined),
  })
  .partial()
  .meta({ id: 'AdvancedFilter' });

export const projectHint = z.strictObject({ id, name: z.string() }).meta({ id: 'ProjectHint' });
export const suggestions = z.strictObject({ suggestions: z.array(z.string()) }).meta({ id: 'Suggestions' });

const foundOf = (name: string, item: z.ZodType) =>
  z
    .strictObject({ count, page: count, page_size: count, total_pages: count, results: z.array(item) })
    .meta({ id: name });
export const foundProjects = foundOf('FoundProjects', projectBody);
export const foundNothing = foundOf('FoundNothing', z.never());

const nothing = z.array(z.never());
export const foundEverywhere = z
  .strictObject({
    projects: z.array(z.strictObject({ id, name: z.string(), type: z.enum(PROJECT_TYPES) })),
    assets: nothing,
    templates: nothing,
    teams: nothing,
    total_count: count,
  })
  .meta({ id: 'FoundEverywhere' });
