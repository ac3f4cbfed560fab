const DISK_FULL = 'The disk is full: free some space (about 400 MB are needed)';
const NOT_OURS = 'A file or folder cannot be written: give it to the current user';

// What npm cannot help, whichever of its commands is used.
const NPM_CAUSES = [
  [/\b(?:ENOSPC|EDQUOT)\b|no space left on device/i, DISK_FULL],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED/,
    'The certificate of the npm registry is not trusted: set NODE_EXTRA_CA_CERTS to the file of your proxy or company',
  ],
  [
    /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|E50[0234])\b/,
    'The npm registry cannot be reached: check the network and proxy settings (npm config get registry)',
  ],
  [/\bE40[13]\b/, 'The npm registry refuses access: check the credentials (npm config get registry)'],
  [/\b(?:EACCES|EPERM|EROFS)\b/, NOT_OURS],
];

const SYSTEM_CAUSES = new Map([
  ...['ENOSPC', 'EDQUOT'].map((code) => [code, DISK_FULL]),
  ...['EACCES', 'EPERM', 'EROFS'].map((code) => [code, NOT_OURS]),
]);

const SHOWN_LINES = 20;

const linesOf = (output) => output.split('\n').filter((text) => text.trim() !== '');

/** A step of the preparation failed: one line that says what to do, and lines of the tool that made us say it. */
export class BootstrapFailure extends Error {
  constructor(message, details = []) {
    super(message);
    this.name = 'BootstrapFailure';
    this.details = details;
  }
}

/** The cause in npm's output that another command of npm would not change; undefined for all others. */
export const npmCause = (output) => NPM_CAUSES.find(([pattern]) => pattern.test(output))?.[1];

/** npm failed: the reason stands in its last lines. */
export const npmFailure = (output) => {
  const cause = npmCause(output) ?? 'npm could not install the dependencies: see its last lines below';
  return new BootstrapFailure(`${cause}, then run the command again.`, linesOf(output).slice(-SHOWN_LINES));
};

/** The compiler failed: later errors often follow from the first. */
export const buildFailure = (output) => {
  const lines = linesOf(output);
  const more = lines.length - SHOWN_LINES;
  const details = [...lines.slice(0, SHOWN_LINES), ...(more > 0 ? [`and ${more} more lines`] : [])];
  const cause = /error TS5033\b.*(?:ENOSPC|no space left)/i.test(output)
    ? DISK_FULL
    : 'The build failed: correct the errors below';
  return new BootstrapFailure(`${cause}, then run the command again.`, details);
};

/** What a person reads: one line that says what to do, then indented details. */
export const describe = (error) => {
  if (error instanceof BootstrapFailure) {
    return [error.message, ...error.details.map((text) => `  ${text}`)].join('\n');
  }
  const cause = SYSTEM_CAUSES.get(error.code);
  if (cause) return `${cause}, then run the command again.\n  ${error.message}`;
  return `The preparation failed: ${error.message}`;
};
