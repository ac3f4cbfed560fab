import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { AppError } from '#platform/app-error.js';
import { html, type Html } from '#platform/html.js';
import { hmacSha256 } from '#platform/hash.js';

const LIMIT_BYTES = 65_536;
const FIELD = 'form_token';
const bytes = new TextEncoder();

/** The fields of a form as browsers send it. Throws AppError for anything else and for too much. */
export const readForm = async (request: IncomingMessage, isForm: boolean): Promise<URLSearchParams> => {
  if (!isForm) throw new AppError('unsupported_media_type', 'This is not a form.');
  const text = await getRawBody(request, { limit: LIMIT_BYTES, encoding: 'utf-8' }).catch(
    (error: unknown) => {
      request.resume();
      const isTooLarge = (error as { type?: unknown }).type === 'entity.too.large';
      throw isTooLarge
        ? new AppError('request_too_large', 'The form is too large.')
        : new AppError('validation_error', 'The form did not arrive whole.');
    },
  );
  return new URLSearchParams(text);
};

/** Belongs to one session: of no use in another one, or after it. */
const tokenOf = (pepper: Uint8Array, sessionId: string): string =>
  hmacSha256(pepper, JSON.stringify(['console form', sessionId]));

export const formTokenField = (pepper: Uint8Array, sessionId: string): Html =>
  html`<input type="hidden" name="${FIELD}" value="${tokenOf(pepper, sessionId)}" />`;

/** True when the form is from a page that was made for this session. */
export const isOwnForm = (form: URLSearchParams, pepper: Uint8Array, sessionId: string): boolean => {
  const sent = bytes.encode(form.get(FIELD) ?? '');
  const right = bytes.encode(tokenOf(pepper, sessionId));
  return sent.length === right.length && timingSafeEqual(sent, right);
};
