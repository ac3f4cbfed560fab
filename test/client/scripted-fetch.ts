import type { Fetch } from '../../client/src/index.js';

export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What the next request gets: an answer, or no answer at all. */
export type Scripted = Response | 'cut' | ((sent: Sent) => Response | Promise<Response>);

/** A refusal as the server words it. */
export const refusal = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ error: 'No.', detail: 'No.', code, hint: '', errors: [], trace_id: 't-1' }), {
    status,
    headers: { 'Content-Type': 'application/json', ...headers },
  });

export const json = (body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json', ...headers } });

/** A `fetch` that gives these answers in turn, and what it was asked. */
export const scriptedFetch = (...script: readonly Scripted[]): { fetch: Fetch; sent: Sent[] } => {
  const sent: Sent[] = [];
  const left = [...script];
  const fetch: Fetch = async (url, { method = 'GET', headers, body }) => {
    const request = { url, method, headers: new Headers(headers), body };
    sent.push(request);
    const next = left.shift();
    if (next === undefined) throw new Error(`Nobody expected ${method} ${url}.`);
    if (next === 'cut') throw new TypeError('fetch failed');
    return typeof next === 'function' ? next(request) : next;
  };
  return { fetch, sent };
};
