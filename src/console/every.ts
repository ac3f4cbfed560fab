import { setTimeout as pause } from 'node:timers/promises';

/** Looks at once, then again and again with `ms` between, until the signal. */
export async function* every<T>(ms: number, signal: AbortSignal, look: () => Promise<T>): AsyncGenerator<T> {
  while (!signal.aborted) {
    yield await look();
    await pause(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  }
}
