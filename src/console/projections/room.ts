// The room of the read models. Promises: it does what the command line does, through the same desks, as the
// person who is signed in; what takes long goes on in the background. Refusals are notices on the page.
import type { FollowerWatch } from '#followers/known/watch.js';
import type { ParkingDesk } from '#followers/parking-desk.js';
import type { ProjectionDesk } from '#followers/rebuild/desk.js';
import type { Logger } from '#platform/logger.js';
import type { Room } from '../room.js';
import { actionPages } from './actions.js';
import { createOverview } from './overview.js';
import type { Jobs } from './jobs.js';
import { lookingPages } from './looking.js';
import { parkedPages } from './parked-pages.js';

export interface ProjectionsRoomOptions {
  readonly desk: ProjectionDesk;
  readonly parking: ParkingDesk;
  readonly watch: Pick<FollowerWatch, 'look'>;
  readonly jobs: Jobs;
  readonly logger: Logger;
  /** Between two looks of a live page, ms; default 2 s. */
  readonly everyMs?: number | undefined;
}

export interface ProjectionsRoomDeps extends ProjectionsRoomOptions {
  readonly overview: ReturnType<typeof createOverview>;
}

export const projectionsRoom = (options: ProjectionsRoomOptions): Room => {
  const deps: ProjectionsRoomDeps = { ...options, overview: createOverview(options) };
  return {
    name: 'projections',
    title: 'Projections',
    summary: 'Read models and reactors: how far they are, what waits, and building them anew.',
    roles: ['admin'],
    pages: [...parkedPages(deps), ...actionPages(deps), ...lookingPages(deps)],
  };
};
