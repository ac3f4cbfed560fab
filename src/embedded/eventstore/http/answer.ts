// Answers of the HTTP/1.1 side: nothing is cached, nothing may be framed, and pages load nothing from elsewhere.

import type { ServerResponse } from 'node:http';

const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
};

export interface Answer {
  readonly status: number;
  /** Shown by clients that look at nothing else. */
  readonly reason?: string;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const json = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const html = (body: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body });

/** A refusal; its reason is in the status line and in the body. */
export const refusal = (status: number, reason: string): Answer => ({
  ...{ status, reason },
  type: 'application/json; charset=utf-8',
  body: JSON.stringify({ error: reason }),
});

const PRINTABLE = /[^\x20-\x7e]/g;

/** Writes an answer; `isHead` leaves its body out. */
export const send = (response: ServerResponse, answer: Answer, isHead: boolean): void => {
  const body = answer.body ?? '';
  const headers = {
    ...HEADERS,
    ...(answer.type === undefined ? {} : { 'content-type': answer.type }),
    ...answer.headers,
    'content-length': String(Buffer.byteLength(body)),
  };
  if (answer.reason !== undefined) response.statusMessage = answer.reason.replaceAll(PRINTABLE, '?');
  response.writeHead(answer.status, headers);
  response.end(isHead ? undefined : body);
};
