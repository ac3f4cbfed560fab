const CAUSES = [
  [/ENOSPC|no space left on device|EDQUOT/i, 'the disk is full: free some space (about 400 MB are needed)'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|network (?:request|timeout)/,
    'the npm registry cannot be reached: check the network and proxy settings (npm config get registry)',
  ],
  [/\bE40[13]\b/, 'the npm registry refuses access: check the credentials (npm config get registry)'],
  [
    /EACCES|EPERM|EROFS|permission denied/i,
    'a folder cannot be written: give the project folder to the current user',
  ],
];

const TAIL_LINES = 20;

/** A step of the preparation failed. `output` is what the tool printed. */
export class BootstrapFailure extends Error {
  constructor(message, output = '') {
    super(message);
    this.output = output;
  }
}

/** The cause that a retry with another command would not change; undefined for all others. */
export const knownCause = (output) => CAUSES.find(([pattern]) => pattern.test(output))?.[1];

/** One line that says what to do, and the tail of the output that made us say it. */
export const describe = (error) => {
  const output = error instanceof BootstrapFailure ? error.output : '';
  const cause = knownCause(`${error.message}\n${output}`);
  const line = cause ? `Preparation failed: ${cause}, then run the command again.` : error.message;
  const tail = output
    .split('\n')
    .filter((text) => text.trim() !== '')
    .slice(-TAIL_LINES);
  return [line, ...tail.map((text) => `  ${text}`)].join('\n');
};
