/** Redis could not be started, for a reason the person at the keyboard can act on. */
export class RedisError extends Error {
  override readonly name = 'RedisError';
  /** The last lines it wrote, oldest first. */
  readonly logTail: readonly string[];

  constructor(message: string, logTail: readonly string[] = []) {
    super(message);
    this.logTail = logTail;
  }
}
