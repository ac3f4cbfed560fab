// Where a group is in its source: one cursor, moved page by page and woken by commits.

import type { CommitSignal } from '../store/commit-signal.js';
import type { ReadSource, Seen } from './source.js';

export interface Reader {
  /** True when everything committed so far was read. */
  readonly isLive: boolean;
  /** Reads one page; at the end of the source it waits for a commit, then calls `wake`. */
  read(take: (seen: Seen) => void): void;
  stop(): void;
}

export interface ReaderOptions {
  readonly source: ReadSource;
  readonly signal: CommitSignal;
  /** The stream to wait for; undefined = any. */
  readonly stream: string | undefined;
  readonly from: number;
  readonly pageSize: number;
  readonly wake: () => void;
}

export const reader = ({ source, signal, stream, from, pageSize, wake }: ReaderOptions): Reader => {
  let next = from;
  let live = false;
  let stopWaiting: (() => void) | undefined;
  return {
    get isLive() {
      return live;
    },
    read: (take) => {
      const page = source(next, pageSize);
      for (const seen of page.seen) take(seen);
      next = page.next;
      live = page.done;
      stopWaiting?.();
      stopWaiting = live
        ? signal.wait(stream, () => {
            live = false;
            wake();
          })
        : undefined;
    },
    stop: () => {
      stopWaiting?.();
    },
  };
};
