import { AppError } from './app-error.js';

/**
 * What the work comes to, or `timed_out` after the time. Work that has begun goes on: what it comes to later is
 * given to `drop`, and how it fails then nobody hears.
 */
export const inTime = async <T extends object>(
  milliseconds: number,
  work: Promise<T>,
  drop: (late: T) => void = () => undefined,
): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  const outcome = await Promise.race([work, expiry]).finally(() => clearTimeout(timer));
  if (outcome !== undefined) return outcome;
  void work.then(drop, () => undefined);
  throw new AppError('timed_out', 'The request took too long.');
};
