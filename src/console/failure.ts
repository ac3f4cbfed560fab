import type { Middleware } from 'koa';
import { DomainError } from '#domain/kit/domain-error.js';
import { AppError } from '#platform/app-error.js';
import { html, markupOf } from '#platform/html.js';
import type { Logger } from '#platform/logger.js';
import type { ConsoleState } from './console-state.js';
import type { ConsoleOptions } from './visit.js';
import { bareLayout } from './layout.js';

interface Failure {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const STATUSES: Readonly<Partial<Record<AppError['code'], readonly [number, string]>>> = {
  validation_error: [400, 'That was not understood'],
  not_authenticated: [401, 'Sign in first'],
  token_not_valid: [401, 'Sign in first'],
  invalid_credentials: [401, 'Sign in'],
  role_required: [403, 'Not your room'],
  not_found: [404, 'Nothing here'],
  before_creation: [404, 'Nothing here'],
  revision_not_found: [404, 'Nothing here'],
  method_not_allowed: [405, 'Not possible here'],
  request_too_large: [413, 'Too much at once'],
  unsupported_media_type: [415, 'That was not understood'],
  rate_limited: [429, 'Too many requests'],
  timed_out: [503, 'That took too long'],
  service_unavailable: [503, 'Not available right now'],
};

/** What an error means to the person; undefined for one that nobody foresaw. */
const failureOf = (error: unknown): Failure | undefined => {
  if (error instanceof DomainError) return { status: 409, title: 'Not possible now', text: error.message };
  if (!(error instanceof AppError)) return undefined;
  const [status, title] = STATUSES[error.code] ?? [409, 'Not possible now'];
  return { status, title, text: error.message };
};

const UNFORESEEN: Failure = {
  status: 500,
  title: 'Something went wrong',
  text: 'The failure is on our side and in the log of the server.',
};

/** Every failure becomes a page that says what happened, without what only the log may know. */
export const failurePages =
  (logger: Logger, onUnforeseen?: ConsoleOptions['onUnforeseen']): Middleware<ConsoleState> =>
  async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const foreseen = failureOf(error);
      const failure = foreseen ?? UNFORESEEN;
      const { requestId } = ctx.state;
      if (!foreseen) onUnforeseen?.(error, { request_id: requestId, route: 'console' });
      if (failure.status >= 500) logger.error({ err: error, requestId }, 'console page failed');
      const content = html`<section class="card stack">
        <h1>${failure.title}</h1>
        <p>${failure.text}</p>
        <p class="quiet">
          <small>Status ${failure.status}, request <code>${requestId}</code></small>
        </p>
        <p><a class="button" href="/console/">To the console</a></p>
      </section>`;
      const wait = error instanceof AppError ? error.details['retry_after'] : undefined;
      if (typeof wait === 'number') ctx.set('Retry-After', String(wait));
      ctx.status = failure.status;
      ctx.type = 'text/html; charset=utf-8';
      ctx.body = markupOf(bareLayout(failure.title, content));
    }
  };
