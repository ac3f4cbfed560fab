/** Rings for one who waits, or who will: what rang in between is not lost. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves when it rang since the last time, after `ms`, or when the signal is given; true: it rang. */
  readonly rung: (signal: AbortSignal, ms: number) => Promise<boolean>;
}

export const createBell = (): Bell => {
  let rang = false;
  let wake: (() => void) | undefined;
  const silence = (signal: AbortSignal, ms: number): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        wake = undefined;
        resolve();
      };
      const timer = setTimeout(end, ms);
      signal.addEventListener('abort', end);
      wake = end;
    });
  return {
    ring: () => {
      rang = true;
      wake?.();
    },
    rung: async (signal, ms) => {
      if (!rang && !signal.aborted) await silence(signal, ms);
      const news = rang;
      rang = false;
      return news;
    },
  };
};
