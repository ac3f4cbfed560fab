import type { z } from 'zod';
import { AppError, type FieldProblem } from '#platform/app-error.js';

/** `objects[3].left` for ['objects', 3, 'left']. */
const pathText = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : `${text}${text && '.'}${String(step)}`),
    '',
  );

const problemOf = ({ code, message, path }: z.core.$ZodIssue): FieldProblem => ({
  code,
  detail: message,
  attr: pathText(path) || null,
});

/** What the schema lets through. Throws `validation_error` with one problem a field. */
export const validated = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map(problemOf);
  const [first] = problems;
  const message = first?.attr
    ? `${first.attr}: ${first.detail}`
    : (first?.detail ?? 'The request is not valid.');
  throw new AppError('validation_error', message, { problems });
};

/** Path parameters: anything that cannot be an id names nothing. */
export const validatedParams = (schema: z.ZodType | undefined, params: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(params);
  if (!result.success) throw new AppError('not_found', 'There is nothing at this address.');
  return result.data;
};
