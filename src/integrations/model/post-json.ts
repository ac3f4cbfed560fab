// One request to a model server. Promises: it ends within its time, its answer is not larger than its limit,
// no redirection is followed, and every failure is a ModelError that says nothing of key, request or answer.
// It does not try again: the effect it is part of does.
import { ModelError } from './model-error.js';
import { classify } from './classify.js';
import { readCapped } from './read-capped.js';

/** The words that explain a refusal stand at its beginning. */
const ERROR_BYTES = 64 * 1024;

export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly timeoutMs: number;
  /** Largest answer in bytes. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

interface Deadline {
  readonly signal: AbortSignal;
  /** What a failure of the request means now. */
  failure(): ModelError;
  clear(): void;
}

/** Ends with the time or with the caller, whichever comes first, and knows which it was. */
const deadlineOf = ({ timeoutMs, signal }: Post): Deadline => {
  const controller = new AbortController();
  let timedOut = false;
  const end = (): void => controller.abort();
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  return {
    signal: controller.signal,
    failure: () => {
      if (signal.aborted) return new ModelError('aborted', 'model_call_aborted');
      if (timedOut) return new ModelError('timed_out', 'model_timed_out');
      return new ModelError('temporary', 'model_connection_failed');
    },
    clear: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    },
  };
};

const exchange = async (post: Post, signal: AbortSignal): Promise<string> => {
  const response = await fetch(post.url, {
    method: 'POST',
    headers: { ...post.headers, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(post.body),
    redirect: 'manual',
    signal,
  });
  const { status, headers, ok } = response;
  const body = await readCapped(response, ok ? post.limit : ERROR_BYTES);
  if (!ok)
    throw classify({ status, retryAfter: headers.get('retry-after'), body: body ?? '', now: new Date() });
  if (body === undefined) throw new ModelError('unusable', 'model_answer_too_large', { status });
  return body;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // Cut off, or a page of a proxy. The error of the parser quotes the text, so it goes no further.
    throw new ModelError('temporary', 'model_answer_garbled');
  }
};

/** The answer as JSON. Throws `ModelError` and nothing else. */
export const postJson = async (post: Post): Promise<unknown> => {
  const deadline = deadlineOf(post);
  try {
    return parsed(await exchange(post, deadline.signal));
  } catch (error) {
    // Errors of fetch name hosts, and those of a wrong header its value: only what they mean is passed on.
    throw error instanceof ModelError ? error : deadline.failure();
  } finally {
    deadline.clear();
  }
};
