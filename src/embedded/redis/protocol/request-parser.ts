// Cuts the bytes of a connection into commands (RESP2 arrays of bulk strings, or words on a line).
// Promises: any cut of the bytes into chunks gives the same commands; a large value is joined once. Does not:
// look ahead, so a caller may stop asking and ask again later. Fails with ReplyError; the connection is then
// of no use any more.
import { ReplyError } from './reply.js';

const NEWLINE = 10;
const MAX_LINE = 64 * 1024;
const MAX_ARGUMENTS = 1024 * 1024;
const MAX_BULK = 512 * 1024 * 1024;
// Somebody without the password gets no memory of ours.
const STRANGER_ARGUMENTS = 10;
const STRANGER_BULK = 16 * 1024;

export type RequestParser = Readonly<{
  push: (chunk: Buffer) => void;
  /** The next whole command; undefined when more bytes are needed. Throws ReplyError. */
  next: () => readonly string[] | undefined;
  /** How many bytes of whole commands were taken so far. */
  consumed: () => number;
}>;

const broken = (what: string): ReplyError => new ReplyError(`ERR Protocol error: ${what}`);

/** The unread bytes, joined only when enough of them are there. */
class Bytes {
  #buffer: Buffer = Buffer.alloc(0);
  #at = 0;
  #waiting: Buffer[] = [];
  #waitingSize = 0;
  #taken = 0;

  taken(): number {
    return this.#taken;
  }

  push(chunk: Buffer): void {
    if (this.#waiting.length === 0 && this.#at === this.#buffer.length) {
      this.#buffer = chunk;
      this.#at = 0;
    } else {
      this.#waiting.push(chunk);
      this.#waitingSize += chunk.length;
    }
  }

  #join(): void {
    if (this.#waiting.length === 0) return;
    this.#buffer = Buffer.concat([this.#buffer.subarray(this.#at), ...this.#waiting]);
    this.#waiting = [];
    this.#waitingSize = 0;
    this.#at = 0;
  }

  /** A copy: a slice would keep the whole chunk in memory. */
  #take(length: number, behind: number): string {
    const text = this.#buffer.toString('latin1', this.#at, this.#at + length);
    this.#at += length + behind;
    this.#taken += length + behind;
    return text;
  }

  line(): string | undefined {
    let end = this.#buffer.indexOf(NEWLINE, this.#at);
    if (end === -1) {
      this.#join();
      end = this.#buffer.indexOf(NEWLINE, this.#at);
    }
    if (end === -1) {
      if (this.#buffer.length - this.#at > MAX_LINE) throw broken('too big inline request');
      return undefined;
    }
    const text = this.#take(end - this.#at, 1);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** `length` bytes and the line end behind them. */
  bulk(length: number): string | undefined {
    const there = this.#buffer.length - this.#at;
    if (there + this.#waitingSize < length + 2) return undefined;
    if (there < length + 2) this.#join();
    return this.#take(length, 2);
  }
}

const lengthIn = (line: string, max: number): number | undefined => {
  const digits = line.slice(1);
  const length = /^-?\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  return length <= max ? length : undefined;
};

const argumentCount = (line: string, trusted: boolean): number => {
  const count = lengthIn(line, MAX_ARGUMENTS);
  if (count === undefined) throw broken('invalid multibulk length');
  if (!trusted && count > STRANGER_ARGUMENTS) throw broken('unauthenticated multibulk length');
  return count;
};

const bulkLength = (line: string, trusted: boolean): number => {
  if (!line.startsWith('$')) throw broken(`expected '$', got '${line.charAt(0)}'`);
  const length = lengthIn(line, MAX_BULK);
  if (length === undefined || length < 0) throw broken('invalid bulk length');
  if (!trusted && length > STRANGER_BULK) throw broken('unauthenticated bulk length');
  return length;
};

const words = (line: string): readonly string[] => line.split(' ').filter((word) => word !== '');

/** `isTrusted` is asked for each length: before the password was given only small commands are taken. */
export const createRequestParser = (isTrusted: () => boolean): RequestParser => {
  const bytes = new Bytes();
  let args: string[] = [];
  let missing = 0;
  let length = -1;
  let consumed = 0;

  /** Fills `args`; false when bytes are missing. */
  const readArguments = (): boolean => {
    while (missing > 0) {
      if (length === -1) {
        const line = bytes.line();
        if (line === undefined) return false;
        length = bulkLength(line, isTrusted());
      }
      const text = bytes.bulk(length);
      if (text === undefined) return false;
      args.push(text);
      length = -1;
      missing -= 1;
    }
    return true;
  };

  const next = (): readonly string[] | undefined => {
    while (missing === 0) {
      const line = bytes.line();
      if (line === undefined) return undefined;
      if (line.startsWith('*')) {
        args = [];
        missing = Math.max(0, argumentCount(line, isTrusted()));
      } else {
        consumed = bytes.taken();
        const inline = words(line);
        if (inline.length > 0) return inline;
      }
    }
    if (!readArguments()) return undefined;
    consumed = bytes.taken();
    return args;
  };
  return { push: (chunk) => bytes.push(chunk), next, consumed: () => consumed };
};
