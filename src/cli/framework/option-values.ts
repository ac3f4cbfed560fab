import { UsageError } from './errors.js';

/** The value of `--limit`, or the default. */
export const limitOf = (text: string | undefined, byDefault: number): number => {
  if (text === undefined) return byDefault;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new UsageError(`--limit needs a whole number, not "${text}".`);
  return Number(text);
};

/** The value of `--reason`: what goes into the log for ever, one line. */
export const reasonOf = (text: string | undefined, example: string): string => {
  const reason = text?.trim() ?? '';
  if (reason === '')
    throw new UsageError(
      '--reason is missing.',
      `It is kept in the log: name nobody, e.g. --reason "${example}"`,
    );
  if (reason.length > 200 || /\p{Cc}/u.test(reason))
    throw new UsageError('--reason needs one line of at most 200 characters.');
  return reason;
};
