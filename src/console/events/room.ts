import type { Room } from '../room.js';
import type { EventsDeps } from './events-deps.js';
import { exportEvents, showEvents, showTree, watchEvents } from './show-events.js';
import { exportStream, showStream } from './show-stream.js';

/** Everything that ever happened: found, followed, understood, taken along. */
export const eventsRoom = (deps: EventsDeps): Room => ({
  name: 'events',
  title: 'Events',
  summary: 'Everything that ever happened: find it, watch it, see what led to what, and things as they were.',
  roles: ['admin', 'auditor'],
  pages: [
    { method: 'GET', path: '', handle: showEvents(deps) },
    { method: 'POST', path: '', handle: showEvents(deps) },
    { method: 'GET', path: '/live', handle: watchEvents(deps) },
    { method: 'GET', path: '/export', handle: exportEvents(deps) },
    { method: 'POST', path: '/export', handle: exportEvents(deps) },
    { method: 'GET', path: '/correlations/:id', handle: showTree(deps) },
    { method: 'GET', path: '/streams/:name', handle: showStream(deps) },
    { method: 'POST', path: '/streams/:name', handle: showStream(deps) },
    { method: 'GET', path: '/streams/:name/export', handle: exportStream(deps) },
    { method: 'POST', path: '/streams/:name/export', handle: exportStream(deps) },
  ],
});
