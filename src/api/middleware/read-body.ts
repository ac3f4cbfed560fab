import type { Middleware } from 'koa';
import getRawBody from 'raw-body';
import { AppError } from '#platform/app-error.js';
import { parseStrictJson, StrictJsonError } from '#platform/strict-json.js';
import type { AppState } from '../app-state.js';

const WITH_BODY = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const text = new TextDecoder('utf-8', { fatal: true });

const malformed = (detail: string, code: string, attr: string | null): AppError =>
  new AppError('validation_error', detail, { problems: [{ code, detail, attr }] });

const tooLarge = (limit: number): AppError =>
  new AppError('request_too_large', `The request is larger than ${limit / 1024 / 1024} MB.`);

const explain: Readonly<Record<StrictJsonError['code'], string>> = {
  malformed: 'The body is not well-formed JSON.',
  duplicate_key: 'A key appears twice in one object.',
  number_out_of_range: 'A number is too large to be kept exactly.',
  lone_surrogate: 'A text holds half a character (a lone surrogate).',
  too_deep: 'The body is nested too deeply.',
  forbidden_key: 'A key has a name that is not allowed.',
};

const parse = (raw: string): unknown => {
  try {
    return parseStrictJson(raw);
  } catch (error) {
    if (!(error instanceof StrictJsonError)) throw error;
    throw malformed(
      `${explain[error.code]} (at ${error.path})`,
      error.code,
      error.path.replace(/^\$\.?/, '') || null,
    );
  }
};

const decode = (bytes: Uint8Array): string => {
  try {
    return text.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw malformed('The body is not UTF-8 text.', 'malformed', null);
    throw error;
  }
};

/**
 * What went wrong while the body came in. A client that goes away, or sends another length than it said, is
 * no fault of ours.
 */
const receiving = (error: unknown, limit: number): unknown => {
  switch ((error as { type?: unknown }).type) {
    case 'entity.too.large':
      return tooLarge(limit);
    case 'request.aborted':
    case 'request.size.invalid':
      return malformed('The body did not arrive whole.', 'incomplete', null);
    default:
      return error;
  }
};

/**
 * Reads and parses the body of requests that may have one: strict JSON only (no duplicate keys, no numbers
 * that would change, no prototype keys, bounded depth). An empty body means no fields, whatever its content
 * type.
 */
export const readBody =
  (options: { readonly limitBytes: number }): Middleware<AppState> =>
  async (ctx, next) => {
    ctx.state.rawBody = '';
    ctx.state.body = {};
    if (WITH_BODY.has(ctx.method)) {
      if (ctx.get('Content-Encoding') !== '' && ctx.get('Content-Encoding') !== 'identity') {
        throw new AppError('unsupported_media_type', 'Compressed bodies are not accepted.');
      }
      const bytes = await getRawBody(ctx.req, {
        limit: options.limitBytes,
        length: ctx.request.length,
      }).catch((error: unknown) => {
        // What is still to come is dropped: left unread, it would block the next request of this connection.
        ctx.req.resume();
        throw receiving(error, options.limitBytes);
      });
      if (bytes.length > 0) {
        if (!ctx.is('json', '+json')) throw new AppError('unsupported_media_type', 'The body must be JSON.');
        ctx.state.rawBody = decode(bytes);
        ctx.state.body = parse(ctx.state.rawBody);
      }
    }
    await next();
  };
