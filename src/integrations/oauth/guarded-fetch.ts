// Requests to providers. Promises: each ends within its time, reads no more than its limit, follows no
// redirection and leaves this machine over TLS only. Fails with an OAuthError that quotes nothing.
import { OAuthError } from './oauth-error.js';

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  /** Plain http to this machine, for development and tests. */
  readonly allowLoopback: boolean;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for `http://127.0.0.1`, `http://localhost` and the like. */
export const isPlainLoopback = (url: URL): boolean => url.protocol === 'http:' && LOOPBACK.test(url.hostname);

/** Throws unless the address may be used. */
export const requireSafeUrl = (text: string, { allowLoopback }: Pick<FetchLimits, 'allowLoopback'>): URL => {
  const url = new URL(text);
  if (url.protocol === 'https:' || (allowLoopback && isPlainLoopback(url))) return url;
  throw new OAuthError('unavailable', 'NO_TLS');
};

const readCapped = async (response: Response, limit: number): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > limit) throw new OAuthError('unavailable', 'TOO_LARGE');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

interface Wanted {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const exchange = async (url: URL, init: Wanted, { timeoutMs, maxBytes }: FetchLimits): Promise<Response> => {
  const signal = AbortSignal.timeout(timeoutMs);
  const { method = 'GET', headers = {}, body } = init;
  const content = body === undefined || body === null ? {} : { body: body as string };
  const response = await fetch(url, { method, headers, ...content, redirect: 'manual', signal });
  const { status, headers: answered } = response;
  const bytes = await readCapped(response, maxBytes);
  if (status >= 300 && status < 400) throw new OAuthError('unavailable', 'REDIRECTED');
  if (status >= 500) throw new OAuthError('unavailable', `STATUS_${status}`);
  // Already decoded and whole: what described the transfer is no longer true.
  const kept = new Headers(answered);
  for (const name of ['content-encoding', 'content-length']) kept.delete(name);
  return new Response(bytes.length === 0 ? null : new Uint8Array(bytes), { status, headers: kept });
};

export type GuardedFetch = (url: string, init?: Wanted) => Promise<Response>;

export const guardedFetch =
  (limits: FetchLimits): GuardedFetch =>
  async (text, init = {}) => {
    const url = requireSafeUrl(text, limits);
    try {
      return await exchange(url, init, limits);
    } catch (error) {
      if (error instanceof OAuthError) throw error;
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      throw new OAuthError('unavailable', late ? 'TIMED_OUT' : 'NO_CONNECTION');
    }
  };
