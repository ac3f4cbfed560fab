/** SQLSTATE classes of which Postgres quotes the value that was refused. */
const QUOTING = /^2[23][0-9A-Z]{3}$/;
const DEEPEST = 5;

const codeIn = (error: unknown, depth = 0): string | undefined => {
  if (!(error instanceof Error) || depth > DEEPEST) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return QUOTING.test(code) ? code : codeIn(error.cause, depth + 1);
};

const eventIn = (error: unknown): string =>
  error instanceof Error && 'stream' in error && 'revision' in error
    ? `Event ${String(error.revision)}@${String(error.stream)} cannot be handled: `
    : '';

/** Why something failed, for a page: without the values of rows and events, which may be personal. */
export const reasonOf = (error: unknown): string => {
  const code = codeIn(error);
  if (code !== undefined)
    return `${eventIn(error)}the database refuses a value (${code}). The log of the server has the details.`;
  return error instanceof Error ? error.message : String(error);
};
