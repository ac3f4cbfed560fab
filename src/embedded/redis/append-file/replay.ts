// Reads the file back at the start.
// Promises: a tail that a crash cut off is left out, a step (MULTI..EXEC) as a whole. Fails with
// AppendFileError when the file is damaged elsewhere.
import { closeSync, openSync, readSync } from 'node:fs';
import { ReplyError } from '../protocol/reply.js';
import { createRequestParser, type RequestParser } from '../protocol/request-parser.js';

const CHUNK = 1024 * 1024;

/** The file cannot be used, or its folder. */
export class AppendFileError extends Error {
  override readonly name = 'AppendFileError';
}

/** Collects the commands of a step; tells whether the file may end here. */
const createSteps = (apply: (words: readonly string[]) => void) => {
  let step: (readonly string[])[] | undefined;
  return (words: readonly string[]): boolean => {
    const [name] = words;
    if (name === 'MULTI') step = [];
    else if (name === 'EXEC') {
      step?.forEach(apply);
      step = undefined;
    } else if (step === undefined) apply(words);
    else step.push(words);
    return step === undefined;
  };
};

const chunksOf = function* (fd: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK);
    const length = readSync(fd, chunk);
    if (length === 0) return;
    yield chunk.subarray(0, length);
  }
};

const commandsOf = function* (fd: number, parser: RequestParser): Generator<readonly string[]> {
  for (const chunk of chunksOf(fd)) {
    parser.push(chunk);
    for (let words = parser.next(); words !== undefined; words = parser.next()) yield words;
  }
};

/**
 * Applies each command of the file. Gives how many bytes of it are whole; what follows is to be cut off.
 */
export const replay = (file: string, apply: (words: readonly string[]) => void): number => {
  const fd = openSync(file, 'r');
  const parser = createRequestParser(() => true);
  const take = createSteps(apply);
  let whole = 0;
  try {
    for (const words of commandsOf(fd, parser)) if (take(words)) whole = parser.consumed();
    return whole;
  } catch (error) {
    if (!(error instanceof ReplyError)) throw error;
    throw new AppendFileError(
      `${file} is damaged behind byte ${whole} (${error.message}): move it away to start empty`,
    );
  } finally {
    closeSync(fd);
  }
};
