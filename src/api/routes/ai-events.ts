import { Readable } from 'node:stream';
import { AppError } from '#platform/app-error.js';
import { failureText } from '../present/ai-failure.js';
import { taskPath } from '../present/ai-task.js';
import { route, type Route } from '../route.js';
import { idParams } from '../schemas/common.js';
import { followGeneration, isOver, type Seen } from '../waiting/follow-generation.js';
import type { Place } from '../waiting/places.js';
import type { AiDeps } from './ai-reply.js';
import { ownTask } from './ai-tasks.js';

/** How long a client waits before it connects again. */
const RETRY_MS = 2_000;
const HEARTBEAT_MS = 15_000;
/** The client connects again and goes on where it was: its token is looked at again. */
const LONGEST_MS = 600_000;
const REVISION = /^\d{1,15}$/;

/** One message of the stream: `progress` while it goes on, `end` for how it ended. */
const message = ({ state, revision }: Seen, origin: string): string => {
  const data = {
    task_id: String(state.id),
    id: state.id,
    status: state.status,
    progress: state.percent,
    stage: state.stage,
    error_message: state.reason === null ? '' : failureText(state.reason).message,
    status_url: `${origin}${taskPath(state.id)}`,
  };
  const event = isOver(state) ? 'end' : 'progress';
  return `id: ${revision}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
};

interface Watched {
  readonly id: number;
  readonly origin: string;
  /** Revision the client has seen already, -1 for none. */
  readonly after: number;
  readonly place: Place;
}

async function* messages(deps: AiDeps, { id, origin, after, place }: Watched): AsyncGenerator<string> {
  try {
    yield `retry: ${RETRY_MS}\n\n`;
    const followed = { id, signal: place.signal, silenceMs: HEARTBEAT_MS };
    for await (const seen of followGeneration(deps, followed)) {
      if (seen === null) yield ': still here\n\n';
      else if (seen.revision > after) yield message(seen, origin);
    }
  } finally {
    place.leave();
  }
}

/** Watching a task over server-sent events. */
export const aiEventRoutes = (deps: AiDeps): readonly Route[] => [
  route({
    method: 'GET',
    paths: ['/ai/tasks/:id/events'],
    name: 'ai.events',
    summary: 'Watch a task (server-sent events); ends after the event `end`. 204: there is nothing more',
    tag: 'AI',
    policy: 'account',
    params: idParams,
    headers: [{ name: 'Last-Event-ID', describes: 'Go on after this event' }],
    responses: { 200: null, 204: null },
    waits: true,
    handle: async ({ caller, params, origin, header, gone }) => {
      const { state, revision } = await ownTask(deps, caller, params.id);
      const last = header('Last-Event-ID');
      const after = REVISION.test(last) ? Number(last) : -1;
      if (isOver(state) && after >= revision) return { status: 204 };
      const place = deps.places.take(gone(), LONGEST_MS);
      if (!place) throw new AppError('service_unavailable', 'Too many tasks are watched here. Try again.');
      const body = Readable.from(messages(deps, { id: params.id, origin, after, place }));
      // Proxies must hand on each event as it comes.
      const headers = { 'X-Accel-Buffering': 'no' };
      return { status: 200, body, type: 'text/event-stream; charset=utf-8', headers };
    },
  }),
];
