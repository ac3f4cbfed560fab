/** The command line cannot be understood. `hint` is a line that says what could be meant. */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'UsageError';
    this.hint = hint;
  }
}

/** What the command needs does not run or cannot be reached. */
export class NotRunningError extends Error {
  override readonly name = 'NotRunningError';
}

/** What the command is about does not exist. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** The command did its work and the outcome is bad; everything there is to say was printed already. */
export class FailedQuietly extends Error {
  override readonly name = 'FailedQuietly';
}
