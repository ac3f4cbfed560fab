/** A place of a request that waits: left when it ends, or when the signal is given. */
export interface Place {
  /** Given when the client is gone, the time is over, or the server stops. */
  readonly signal: AbortSignal;
  leave(): void;
}

/** Requests of this process that may wait at the same time. */
export interface Places {
  /** A place for at most `ms`; undefined when all are taken or the server stops. */
  take(gone: AbortSignal, ms: number): Place | undefined;
  /** Nobody waits any longer. */
  close(): void;
}

export const createPlaces = (most: number): Places => {
  const taken = new Set<() => void>();
  let closed = false;
  return {
    take: (gone, ms) => {
      if (closed || taken.size >= most) return undefined;
      const over = new AbortController();
      const leave = (): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', end);
        taken.delete(end);
      };
      // Left at once: whoever waits may never have begun to.
      const end = (): void => {
        leave();
        over.abort();
      };
      const timer = setTimeout(end, ms);
      taken.add(end);
      gone.addEventListener('abort', end);
      if (gone.aborted) end();
      return { signal: over.signal, leave };
    },
    close: () => {
      closed = true;
      for (const end of taken) end();
    },
  };
};
