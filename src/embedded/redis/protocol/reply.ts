/** An answer to a client. Strings hold exact bytes, one per character (latin1), everywhere in this server. */
export type Reply =
  string | number | bigint | null | ReplyError | Status | NilArray | Nothing | readonly Reply[];

/** `+OK` and its like. */
export type Status = Readonly<{ kind: 'status'; text: string }>;
/** `*-1`: a list that is not there, told apart from a value that is not there. */
export type NilArray = Readonly<{ kind: 'nil-array' }>;
/** The command has answered by itself, or answers later. */
export type Nothing = Readonly<{ kind: 'nothing' }>;

/** What a client is told when a command is refused; the first word is the code. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
}

export const status = (text: string): Status => ({ kind: 'status', text });
export const OK = status('OK');
export const QUEUED = status('QUEUED');
export const NIL_ARRAY: NilArray = { kind: 'nil-array' };
export const NOTHING: Nothing = { kind: 'nothing' };

// The wording is Redis 7's: clients and scripts compare it.
export const wrongType = (): ReplyError =>
  new ReplyError('WRONGTYPE Operation against a key holding the wrong kind of value');
export const syntaxError = (): ReplyError => new ReplyError('ERR syntax error');
export const notAnInteger = (): ReplyError => new ReplyError('ERR value is not an integer or out of range');
export const notAFloat = (): ReplyError => new ReplyError('ERR value is not a valid float');
export const noSuchKey = (): ReplyError => new ReplyError('ERR no such key');
export const indexOutOfRange = (): ReplyError => new ReplyError('ERR index out of range');
export const wrongArity = (name: string): ReplyError =>
  new ReplyError(`ERR wrong number of arguments for '${name}' command`);
