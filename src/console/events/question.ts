import { z } from 'zod';
import { eventNarrowing } from '#audit/event-query.js';
import type { IndexPlace } from '#projections/event-index/queries.js';

const flag = z.enum(['0', '1']);
const place = z.string().regex(/^\d{1,16}\.\d{1,16}$/, { error: 'Take it from a link of this page.' });

const question = z.strictObject({
  ...eventNarrowing.shape,
  ...z
    .object({
      position: z.string().regex(/^\d{1,16}$/, { error: 'A position is a whole number, such as 12345.' }),
      order: z.enum(['newest', 'oldest']),
      /** With what the events say. */
      data: flag,
      live: flag,
      /** Go on after this place, or before it. */
      cursor: place,
      until: place,
      format: z.enum(['ndjson', 'csv']),
    })
    .partial().shape,
});

/** What somebody asks the room, as the address says it. */
export type Question = Readonly<z.output<typeof question>>;

/** Fields by which the form narrows. */
export const FIELDS = [
  'category',
  'type',
  'stream',
  'account',
  'actor',
  'correlation',
  'causation',
  'from',
  'to',
  'position',
] as const satisfies readonly (keyof Question)[];

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/** As browsers send a form: fields that were left empty, and times without a zone, which are UTC here. */
const plain = (query: URLSearchParams): Record<string, string> => {
  const fields = [...query].map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(
    fields
      .filter(([, value]) => value !== '')
      .map(([name, value]) => {
        if ((name !== 'from' && name !== 'to') || !LOCAL.test(value)) return [name, value];
        return [name, value.length === 16 ? `${value}:00Z` : `${value}Z`];
      }),
  );
};

export interface Understood {
  readonly question: Question;
  /** What of it was not understood: then the question is empty. */
  readonly problems: readonly string[];
  /** What was typed, by field. */
  readonly typed: Readonly<Record<string, string>>;
}

/** What the address asks for. */
export const questionIn = (query: URLSearchParams): Understood => {
  const typed = plain(query);
  const parsed = question.safeParse(typed);
  if (parsed.success) return { question: parsed.data, problems: [], typed };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { question: {}, problems: problems.map((text) => text.replace(/^: /, '')), typed };
};

/** The address of a page of the room; changes come over the question, and undefined takes out. */
export const addressOf = (
  page: string,
  question: Question,
  changes: { readonly [K in keyof Question]?: Question[K] | undefined } = {},
): string => {
  const wanted = Object.entries({ ...question, ...changes }).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(wanted as [string, string][]).toString();
  return query === '' ? page : `${page}?${query}`;
};

export const orderOf = ({ order = 'newest' }: Question): 'newest' | 'oldest' => order;

/** A place as addresses have it: `commit.prepare`. */
export const placeText = ({ commit, prepare }: IndexPlace): string => `${commit}.${prepare}`;

export const placeIn = (text: string): IndexPlace => {
  const [commit = 0, prepare = 0] = text.split('.').map(Number);
  return { commit, prepare };
};
