import { setTimeout as pause } from 'node:timers/promises';

/** Growing pauses with jitter, for ever; `reset` after a success. */
export interface Backoff {
  wait(signal: AbortSignal): Promise<void>;
  reset(): void;
}

/** Waits unless or until aborted. */
export const pauseUnlessAborted = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
  await pause(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
};

export const createBackoff = (firstMs: number, longestMs: number): Backoff => {
  let next = firstMs;
  return {
    wait: async (signal) => {
      const wait = next * (0.5 + Math.random() / 2);
      next = Math.min(next * 2, longestMs);
      await pauseUnlessAborted(wait, signal);
    },
    reset: () => {
      next = firstMs;
    },
  };
};
