import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Answer } from './api-client.js';

/** The server answered something else than it promises. */
export class WrongAnswer extends Error {
  override readonly name = 'WrongAnswer';
}

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return 'nothing';
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
};

/** Throws `WrongAnswer` unless the status is the expected one. */
export const expectStatus = (answer: Answer, status: number): Answer => {
  if (answer.status === status) return answer;
  throw new WrongAnswer(`expected status ${status}, got ${answer.status}: ${shown(answer.body)}`);
};

/** The body, once the status and the shape are right. */
export const bodyAs = <S extends z.ZodType>(answer: Answer, status: number, shape: S): z.output<S> => {
  const parsed = shape.safeParse(expectStatus(answer, status).body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new WrongAnswer(`the answer has another shape: ${problems.join('; ')}`);
};

/** Throws `WrongAnswer` unless both are deeply equal, as JSON. */
export const expectEqual = (what: string, actual: unknown, expected: unknown): void => {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new WrongAnswer(`${what} should be ${shown(expected)}, is ${shown(actual)}`);
};

/** Throws `WrongAnswer` with the sentence unless it is so. */
export const expectThat = (truth: boolean, otherwise: string): void => {
  if (!truth) throw new WrongAnswer(otherwise);
};
