import { AppError } from '../app-error.js';
import type { Taken } from './windows.js';

/** Seconds until the window ends; at least one. */
const secondsUntil = ({ resetMs }: Taken): number => Math.max(1, Math.ceil(resetMs / 1000));

/** Too many; `retry_after` says when it is worth trying again. */
export const rateLimited = (message: string, taken: Taken): AppError =>
  new AppError('rate_limited', message, { details: { retry_after: secondsUntil(taken) } });
