import type { Caller } from '#commands/caller.js';
import { personOf } from '#commands/caller.js';
import { readDesign } from '#commands/designs/read-design.js';
import { requestGeneration, type NewGeneration } from '#commands/generations/request-generation.js';
import type { Outcome } from '#commands/outcome.js';
import type { StreamNews } from '#audit/stream-news.js';
import type { Generation } from '#domain/generation/index.js';
import { DomainError } from '#domain/kit/domain-error.js';
import type { JsonObject } from '#domain/kit/json.js';
import { AppError } from '#platform/app-error.js';
import { explained, failedGeneration } from '../present/ai-failure.js';
import { presentAccepted, taskPath } from '../present/ai-task.js';
import type { Shown } from '../present/ai-result.js';
import type { ApiRequest, Reply } from '../route.js';
import { followGeneration, isOver, type Seen } from '../waiting/follow-generation.js';
import type { Places } from '../waiting/places.js';
import type { ProjectDeps } from './project-reply.js';

/** What the AI routes work with besides. */
export interface AiDeps extends ProjectDeps {
  /** When a generation has something new. */
  readonly news: StreamNews;
  /** Of requests that wait for a generation. */
  readonly places: Places;
  /** How long an answer waits for its generation. Milliseconds. */
  readonly aiWaitMs: number;
}

type Asking = Pick<ApiRequest<unknown, unknown, unknown>, 'caller' | 'origin' | 'header' | 'gone'>;

/** The caller's request to the AI; refusals are told as the contract wants them. */
export const ask = (
  deps: AiDeps,
  { caller, origin }: { readonly caller: Caller; readonly origin: string },
  wanted: NewGeneration,
): Promise<Outcome<Generation>> =>
  requestGeneration(deps, caller, wanted).catch((error: unknown) => {
    throw explained(error, { origin, at: caller.at });
  });

/** 202: the task is taken, and where to ask for it. */
export const accepted = ({ state, position }: Pick<Seen, 'state' | 'position'>, origin: string): Reply => ({
  status: 202,
  body: presentAccepted(state, origin),
  position,
  headers: { Location: `${origin}${taskPath(state.id)}` },
});

/** The result of a completed generation; null while there is none. */
export const resultOf = async (
  deps: AiDeps,
  { accountId, result }: Generation,
): Promise<JsonObject | null> => (result === null ? null : readDesign(deps, accountId, result));

const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'service_unavailable';

/** How the generation ended, or undefined when it did not while this request could wait. */
const endOf = async (deps: AiDeps, id: number, gone: AbortSignal): Promise<Seen | undefined> => {
  const place = deps.places.take(gone, deps.aiWaitMs);
  if (!place) return undefined;
  try {
    for await (const seen of followGeneration(deps, { id, signal: place.signal })) {
      if (seen && isOver(seen.state)) return seen;
    }
    return undefined;
  } catch (error) {
    // The request is in the log: that this answer cannot wait for it is no failure of it.
    if (isUnavailable(error)) return undefined;
    throw error;
  } finally {
    place.leave();
  }
};

const RESPOND_ASYNC = /(?:^|[\s,])respond-async(?:$|[\s,;])/i;

interface Waited extends Asking {
  readonly query: { readonly async?: string | undefined };
}

const wantsNoWait = ({ query, header }: Waited): boolean =>
  query.async === '1' || query.async === 'true' || RESPOND_ASYNC.test(header('Prefer'));

/**
 * Asks and waits for the worker: 200 with the result, the error of a failed generation, or 202 when it takes
 * longer, when too many wait already, or when the client wants no wait.
 */
export const askAndWait = async (
  deps: AiDeps,
  request: Waited,
  { wanted, show }: { readonly wanted: NewGeneration; readonly show: Shown },
): Promise<Reply> => {
  personOf(request.caller);
  const outcome = await ask(deps, request, wanted);
  const { id } = outcome.state;
  const end = wantsNoWait(request) ? undefined : await endOf(deps, id, request.gone());
  if (!end) return accepted(outcome, request.origin);
  const { state, position } = end;
  if (state.reason !== null) throw failedGeneration(state.reason, id);
  const result = await resultOf(deps, state);
  if (result === null) throw new DomainError('generation_ended', `This task was ${state.status}.`);
  return { status: 200, body: show(result, state), position };
};
