/** A child did not become ready. */
export class ChildStartError extends Error {
  override readonly name = 'ChildStartError';
  /** Its exit code; null when a signal or the time limit ended it. */
  readonly code: number | null;
  /** Its last lines, oldest first. */
  readonly logTail: readonly string[];

  constructor(message: string, code: number | null, logTail: readonly string[]) {
    super(logTail.length === 0 ? message : `${message}: ${logTail.at(-1)}`);
    this.code = code;
    this.logTail = logTail;
  }
}

/** Another live process, or this one, uses the folder. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(folder: string, holder: number) {
    const who = holder === process.pid ? 'this process' : `the running process ${holder}`;
    super(`${folder} is in use by ${who}: stop it first, or use another directory`);
  }
}
