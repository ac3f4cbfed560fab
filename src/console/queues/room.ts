// The room of queues and effects. Promises: ids, kinds and codes are shown, no contents of a job; the one thing it
// does is to retry what was given up, as the command line does, with a line in the log that says who asked.
// Redis being away is told, and hides nothing of what is to be done.
import { AppError } from '#platform/app-error.js';
import { every } from '../every.js';
import type { Logger } from '#platform/logger.js';
import { live, page, redirect, type Answer, type ConsoleRequest, type Room } from '../room.js';
import { queueParts, queuesContent } from './page.js';
import type { QueuesView } from './view.js';

export interface QueuesRoomOptions {
  readonly look: () => Promise<QueuesView>;
  /** Makes an effect due again; what is refused, in words for operators. */
  readonly retry: (key: string) => Promise<{ readonly refused: string } | undefined>;
  readonly logger: Pick<Logger, 'info'>;
  /** Between two looks of a live page, ms; default 2 s. */
  readonly everyMs?: number;
}

const KEY = /^[\w:.-]{1,300}$/;

/** Leaves a line, does it, and leads back with how it went. */
const retryPage =
  ({ retry, logger }: QueuesRoomOptions) =>
  async ({ form, person }: ConsoleRequest): Promise<Answer> => {
    const key = form.get('key') ?? '';
    if (!KEY.test(key)) throw new AppError('validation_error', 'Which effect?');
    const done = await retry(key);
    const outcome = done ? 'refused' : 'due again';
    logger.info({ action: 'retry', effect: key, accountId: person.accountId, outcome }, 'console action');
    const text = done?.refused ?? `${key} is due again, with a fresh budget.`;
    return redirect('/console/queues', { tone: done ? 'bad' : 'good', text });
  };

export const queuesRoom = (options: QueuesRoomOptions): Room => {
  const { look, everyMs = 2_000 } = options;
  return {
    name: 'queues',
    title: 'Queues',
    summary: 'What workers have to do: waiting, under way, and given up.',
    roles: ['admin'],
    pages: [
      {
        method: 'GET',
        path: '',
        handle: async ({ formToken }) => {
          const content = queuesContent(await look(), formToken);
          return page({ title: 'Queues', content, live: '/console/queues/live' });
        },
      },
      {
        method: 'GET',
        path: '/live',
        handle: ({ formToken }) =>
          live((signal) => every(everyMs, signal, async () => queueParts(await look(), formToken))),
      },
      { method: 'POST', path: '/retry', handle: retryPage(options) },
    ],
  };
};
