/** Postgres could not be started or went wrong for a reason the person at the keyboard can act on. */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  /** The last lines Postgres wrote, oldest first; [] when it never got as far as writing. */
  readonly logTail: readonly string[];

  constructor(message: string, logTail: readonly string[] = []) {
    super(message);
    this.logTail = logTail;
  }
}

type Explanation = Readonly<{ pattern: RegExp; says: string }>;

const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern: /no space left on device|disk quota exceeded|ENOSPC|EDQUOT/i,
    says: 'the disk is full: free some space (a new database needs about 60 MB) and start again',
  },
  {
    pattern: /database files are incompatible with server|initialized by PostgreSQL version/i,
    says: 'the data directory was written by another version of Postgres',
  },
  {
    pattern: /could not bind|address already in use/i,
    says: 'the port is used by another program: choose another one',
  },
  {
    pattern: /could not look up effective user id/i,
    says: 'the current user has no entry in /etc/passwd, which Postgres insists on: start as another user',
  },
  {
    pattern: /GLIBC|cannot open shared object|not found \(required by|no such file or directory.*ld-/i,
    says: 'its binaries do not run on this system (they need glibc 2.27 or newer): set DATABASE_URL instead',
  },
  {
    pattern: /permission denied|operation not permitted|read-only file system|EACCES|EPERM|EROFS/i,
    says: 'the data directory cannot be written: give its folder to the user that starts the program',
  },
  {
    pattern: /could not map anonymous shared memory|cannot allocate memory|out of memory/i,
    says: 'there is not enough memory (about 150 MB are needed)',
  },
];

/** The plain-words cause behind what Postgres or the operating system said; undefined when it is none we know. */
const explain = (output: string): string | undefined =>
  EXPLANATIONS.find(({ pattern }) => pattern.test(output))?.says;

/** One clear error for a failed step: what was tried, why it failed if we know, else the last line of the output. */
export const failure = (what: string, output: readonly string[]): PostgresError => {
  const reason = explain(output.join('\n')) ?? output.at(-1) ?? 'it gave no reason';
  return new PostgresError(`Postgres: ${what}: ${reason}`, output);
};

/** `failure` for an error thrown by Node (file system, spawn). */
export const failureOf = (what: string, error: unknown): PostgresError =>
  error instanceof PostgresError
    ? error
    : failure(what, [error instanceof Error ? error.message : String(error)]);
