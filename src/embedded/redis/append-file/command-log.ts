import { encodeCommand } from '../protocol/encode.js';

/** Where commands that changed something go. */
export type CommandLog = Readonly<{
  append: (words: readonly string[]) => void;
  /** What follows up to `end` is one step: after a crash all of it is there, or nothing. May be nested. */
  begin: () => void;
  end: () => void;
  /** Why nothing can be written at the moment. */
  failure: () => string | undefined;
}>;

/** The commands of a moment, encoded, until they are written together. */
export type CommandBuffer = Readonly<{
  append: (words: readonly string[]) => void;
  begin: () => void;
  end: () => void;
  /** Gives what is there and forgets it. */
  take: () => string;
  /** Drops what comes in until `open` is called: while the file itself is replayed. */
  close: () => void;
  open: () => void;
}>;

export const createCommandBuffer = (): CommandBuffer => {
  let parts: string[] = [];
  let depth = 0;
  let first = 0;
  let isOpen = true;
  return {
    append: (words) => {
      if (isOpen) parts.push(encodeCommand(words));
    },
    begin: () => {
      if (depth === 0) first = parts.length;
      depth += 1;
    },
    end: () => {
      depth -= 1;
      // One command alone is a step already.
      if (depth > 0 || parts.length - first < 2) return;
      parts.splice(first, 0, encodeCommand(['MULTI']));
      parts.push(encodeCommand(['EXEC']));
    },
    take: () => {
      const text = parts.join('');
      parts = [];
      return text;
    },
    close: () => {
      isOpen = false;
    },
    open: () => {
      isOpen = true;
    },
  };
};
