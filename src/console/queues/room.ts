// The room of queues and effects. Promises: it only looks; ids, kinds and codes are shown, no contents of a job.
// Redis being away is told, and hides nothing of what is to be done.
import { every } from '../every.js';
import { live, page, type Room } from '../room.js';
import { queueParts, queuesContent } from './page.js';
import type { QueuesView } from './view.js';

export interface QueuesRoomOptions {
  readonly look: () => Promise<QueuesView>;
  /** Between two looks of a live page, ms; default 2 s. */
  readonly everyMs?: number;
}

export const queuesRoom = ({ look, everyMs = 2_000 }: QueuesRoomOptions): Room => ({
  name: 'queues',
  title: 'Queues',
  summary: 'What workers have to do: waiting, under way, and given up.',
  roles: ['admin'],
  pages: [
    {
      method: 'GET',
      path: '',
      handle: async () =>
        page({ title: 'Queues', content: queuesContent(await look()), live: '/console/queues/live' }),
    },
    {
      method: 'GET',
      path: '/live',
      handle: () => live((signal) => every(everyMs, signal, async () => queueParts(await look()))),
    },
  ],
});
