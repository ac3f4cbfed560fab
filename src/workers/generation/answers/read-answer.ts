// Reads what a model wrote. Promises: what comes out has the shape of its schema, or there is a list of
// problems for the model; nothing of the text itself is in a problem.
import type { z } from 'zod';

export type Reading<T> =
  { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly problems: readonly string[] };

/** As many as a model can do something about. */
const MOST_PROBLEMS = 20;

const FENCE = '```';

/**
 * The JSON text: the whole, or what stands in a fence when something else stands around it. Looked for without
 * a pattern: one that steps back through a megabyte of blanks stands still for an hour.
 */
const jsonText = (text: string): string => {
  const trimmed = text.trim();
  if (/^[{[]/.test(trimmed)) return trimmed;
  const [, fenced, ...rest] = trimmed.split(FENCE, 3);
  return fenced === undefined || rest.length === 0 ? trimmed : fenced.replace(/^json/i, '').trim();
};

const parse = (text: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(jsonText(text)) };
  } catch {
    // What is wrong with it the parser says in words of the text; the model knows what it wrote.
    return undefined;
  }
};

const problemOf = ({ path, message }: z.core.$ZodIssue): string =>
  `${path.length === 0 ? 'the answer' : path.join('.')}: ${message}`;

export const readAnswer = <T>(text: string, schema: z.ZodType<T>): Reading<T> => {
  const json = parse(text);
  if (!json) return { ok: false, problems: ['the answer is not one JSON object and nothing else'] };
  const read = schema.safeParse(json.value);
  if (read.success) return { ok: true, answer: read.data };
  return { ok: false, problems: read.error.issues.slice(0, MOST_PROBLEMS).map(problemOf) };
};
