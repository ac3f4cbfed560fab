import { z } from 'zod';
import { AppError } from '#platform/app-error.js';

const DEFAULT_SIZE = 20;
const MAX_SIZE = 100;
const MAX_PAGE = 1_000_000;

/** A query parameter of decimal digits, documented as the integer it stands for. */
export const natural = (maximum: number, description: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/)
    .meta({ type: 'integer', minimum: 1, maximum, description })
    .transform(Number)
    .pipe(z.int().max(maximum))
    .optional();

/** `?page=N&page_size=M`; 20 a page unless asked otherwise. */
export const pageQuery = z.object({
  page: natural(MAX_PAGE, 'Which page, counted from 1'),
  page_size: natural(MAX_SIZE, `Entries on a page; ${DEFAULT_SIZE} unless asked otherwise`),
});

export interface Page {
  readonly page: number;
  readonly pageSize: number;
}

/** Lists that are an array unless a page is asked for. */
export const isPaged = (query: z.output<typeof pageQuery>): boolean =>
  query.page !== undefined || query.page_size !== undefined;

export const pageOf = (query: z.output<typeof pageQuery>): Page => ({
  page: query.page ?? 1,
  pageSize: query.page_size ?? DEFAULT_SIZE,
});

interface Listed {
  readonly origin: string;
  readonly path: string;
  /** Other query parameters to keep in the links. */
  readonly keep?: Readonly<Record<string, string>>;
  readonly count: number;
  readonly results: readonly unknown[];
}

/** A page with absolute links to its neighbours. A page past the end is 404, except the first. */
export const presentPage = (
  { page, pageSize }: Page,
  { origin, path, keep = {}, count, results }: Listed,
) => {
  const pages = Math.max(1, Math.ceil(count / pageSize));
  if (page > pages) throw new AppError('not_found', `There are only ${pages} pages.`);
  const link = (number: number): string => {
    const query = new URLSearchParams({ ...keep, page: String(number) });
    if (pageSize !== DEFAULT_SIZE) query.set('page_size', String(pageSize));
    return `${origin}${path}?${query.toString()}`;
  };
  return {
    count,
    next: page < pages ? link(page + 1) : null,
    previous: page > 1 ? link(page - 1) : null,
    results,
  };
};
