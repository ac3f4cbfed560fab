import { AppError } from '#platform/app-error.js';

/** The code of the refusal; `ok` when there is none. Any other error is a fault and thrown on. */
export const outcomeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => {
      if (error instanceof AppError) return error.code;
      throw error;
    },
  );
