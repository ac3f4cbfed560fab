import { NetworkError } from './errors.js';
import type { HttpRequest } from './request.js';

/** `fetch`, or whatever stands for it. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface SendOptions {
  readonly fetch: Fetch;
  /** Milliseconds until `read` must be done; 0: no limit. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

/**
 * Sends a request once and reads its answer. Throws NetworkError without an answer, and the reason of `signal` when that
 * ends the call. The time is counted until `read` is done; the signal also ends what is read later.
 */
export const send = async <T>(
  { url, ...init }: HttpRequest,
  { fetch, timeoutMs, signal }: SendOptions,
  read: (response: Response) => Promise<T>,
): Promise<T> => {
  signal?.throwIfAborted();
  const late = new AbortController();
  const timer = timeoutMs > 0 ? setTimeout(() => late.abort(), timeoutMs) : undefined;
  const ending = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  try {
    return await read(await fetch(url, { ...init, signal: ending }));
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(late.signal.aborted ? 'timeout' : 'connection', error);
  } finally {
    clearTimeout(timer);
  }
};

/** Waits, unless the signal ends it before: then its reason is thrown. */
export const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
