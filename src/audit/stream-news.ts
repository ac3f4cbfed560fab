// Tells those who wait when a stream has something new. Promises: whoever listens is told after every event
// that comes to the stream from then on, soon, also across restarts of the server. They may be told for
// nothing, and once for several events: what happened is in the stream. All who listen share one subscription;
// there is none before the first one. Fails to listen with 503 when the log does not answer then.
import { setTimeout as delay } from 'node:timers/promises';
import type { Position } from '#platform/position.js';
import type { History } from './history.js';

export interface StreamNews {
  /** Calls `onNews` until the function it answers is called. */
  readonly listen: (stream: string, onNews: () => void) => Promise<() => void>;
  readonly close: () => Promise<void>;
}

export interface NewsOptions {
  readonly history: Pick<History, 'end' | 'follow'>;
  /** Category of the streams there is news of. */
  readonly category: string;
  readonly onError: (error: unknown) => void;
}

const AGAIN_MS = 1_000;

/** Who listens, by stream. */
const createListeners = () => {
  const byStream = new Map<string, Set<() => void>>();
  return {
    add: (stream: string, listener: () => void): (() => void) => {
      const listeners = byStream.get(stream) ?? new Set();
      byStream.set(stream, listeners.add(listener));
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) byStream.delete(stream);
      };
    },
    tell: (stream: string): void => byStream.get(stream)?.forEach((listener) => listener()),
  };
};

interface Telling extends NewsOptions {
  readonly tell: (stream: string) => void;
  readonly signal: AbortSignal;
}

/** Tells of every event after `end`, until the signal is given. */
const follow = async (
  { history, category, onError, ...to }: Telling,
  end: Position | null,
): Promise<void> => {
  const { signal, tell } = to;
  const onConnection = (): void => undefined;
  let after = end;
  while (!signal.aborted) {
    try {
      const following = { query: { stream: category }, after, signal, onConnection };
      for await (const { stream, position } of history.follow(following)) {
        after = position;
        tell(stream);
      }
    } catch (error) {
      onError(error);
      await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
};

export const createStreamNews = (options: NewsOptions): StreamNews => {
  const closing = new AbortController();
  const listeners = createListeners();
  const telling = { ...options, tell: listeners.tell, signal: closing.signal };
  let running: Promise<void> = Promise.resolve();
  let started: Promise<void> | undefined;

  /** From the present end of the log on: what comes after somebody began to listen is not missed. */
  const start = async (): Promise<void> => {
    running = follow(telling, await options.history.end());
  };

  return {
    listen: async (stream, onNews) => {
      started ??= start();
      try {
        await started;
      } catch (error) {
        started = undefined;
        throw error;
      }
      return listeners.add(stream, onNews);
    },
    close: async () => {
      closing.abort();
      await running;
    },
  };
};
