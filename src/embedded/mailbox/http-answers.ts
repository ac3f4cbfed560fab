import type { ServerResponse } from 'node:http';

const PAGE_POLICY = [
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
].join('; ');

/** What a mail may do: be looked at. No script, nothing fetched from anywhere, no form; links open elsewhere. */
const MAIL_POLICY = [
  'sandbox allow-popups allow-popups-to-escape-sandbox',
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
].join('; ');

const SAFE = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** An answer of the mailbox, before it is sent. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export const page = (body: string, status = 200): HttpAnswer => ({
  status,
  type: 'text/html; charset=utf-8',
  body,
  headers: { 'Content-Security-Policy': PAGE_POLICY },
});

export const mail = (body: string): HttpAnswer => ({
  ...page(body),
  headers: { 'Content-Security-Policy': MAIL_POLICY },
});

export const json = (value: unknown, status = 200): HttpAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

export const file = (type: string, body: string): HttpAnswer => ({ status: 200, type, body });

/** The message as a file to keep: never shown by the browser. */
export const attachment = (name: string, body: Buffer): HttpAnswer => ({
  status: 200,
  type: 'message/rfc822',
  body,
  headers: { 'Content-Disposition': `attachment; filename="${name}"` },
});

export const send = (response: ServerResponse, { status, type, body, headers }: HttpAnswer): void => {
  response.writeHead(status, { ...SAFE, 'Content-Type': type, ...headers });
  response.end(body);
};
