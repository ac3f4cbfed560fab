import { AppError } from '#platform/app-error.js';
import { Hopeless, RetryLater } from './handler.js';

/**
 * What a failed attempt means. hopeless: no other one. away: a server everybody needs did not answer, which
 * says nothing about this effect. later: another one, at the cost of one try.
 */
export interface Failure {
  readonly type: 'hopeless' | 'away' | 'later';
  /** Stable and never personal: it is stored and logged. */
  readonly code: string;
  readonly afterMs?: number | undefined;
}

const CODE = /^[\w.-]{1,60}$/;

/** Of errors from anywhere only what looks like a code is kept: their messages may quote people. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return [code, error.name].find((text) => CODE.test(text)) ?? 'unknown';
};

export const failureOf = (error: unknown): Failure => {
  const code = codeOf(error);
  if (error instanceof Hopeless) return { type: 'hopeless', code };
  if (error instanceof RetryLater) return { type: 'later', code, afterMs: error.afterMs };
  const away = error instanceof AppError && error.code === 'service_unavailable';
  return { type: away ? 'away' : 'later', code };
};

/** Where it came from, for the log: the stack without the message, which may quote people. */
export const whereOf = (error: unknown): readonly string[] =>
  error instanceof Error && error.stack !== undefined
    ? error.stack
        .replace(error.message, () => '')
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line.startsWith('at '))
        .slice(0, 5)
    : [];
