import { AppError } from '#platform/app-error.js';
import { every } from '../every.js';
import { live, page, type ConsolePage, type ConsoleRequest } from '../room.js';
import { detailContent, detailParts, type Detail } from './detail-page.js';
import { listContent, listParts, type Listed } from './list-page.js';
import type { ProjectionsRoomDeps } from './room.js';

const EVERY_MS = 2_000;
/** Parked streams shown on the page of their projection. */
const PARKED = 20;

export const ROOM_TRAIL = [{ href: '/console/projections', text: 'Projections' }] as const;

const listedFor = async (
  { overview, jobs }: ProjectionsRoomDeps,
  { formToken }: ConsoleRequest,
): Promise<Listed> => ({
  overview: await overview(),
  job: jobs.running(),
  formToken,
});

const detailFor = async (
  { overview, jobs, parking }: ProjectionsRoomDeps,
  { params, formToken }: ConsoleRequest,
): Promise<Detail> => {
  const name = params['name'] ?? '';
  const views = (await overview()).versions.filter((one) => one.name === name);
  if (views.length === 0) throw new AppError('not_found', `There is no projection "${name}".`);
  const parked = await parking.list({ projection: name, limit: PARKED });
  return { name, views, parked, job: jobs.lastOf(name), running: jobs.running(), formToken };
};

const listPages = (deps: ProjectionsRoomDeps, everyMs: number): readonly ConsolePage[] => [
  {
    method: 'GET',
    path: '',
    handle: async (request) =>
      page({
        title: 'Projections',
        content: listContent(await listedFor(deps, request)),
        live: '/console/projections/live',
      }),
  },
  {
    method: 'GET',
    path: '/live',
    handle: (request) =>
      live((signal) => every(everyMs, signal, async () => listParts(await listedFor(deps, request)))),
  },
];

const detailPages = (deps: ProjectionsRoomDeps, everyMs: number): readonly ConsolePage[] => [
  {
    method: 'GET',
    path: '/:name',
    handle: async (request) => {
      const detail = await detailFor(deps, request);
      const { name } = detail;
      return page({
        title: name,
        lead: null,
        trail: ROOM_TRAIL,
        content: detailContent(detail),
        live: `/console/projections/${encodeURIComponent(name)}/live`,
      });
    },
  },
  {
    method: 'GET',
    path: '/:name/live',
    handle: (request) =>
      live((signal) => every(everyMs, signal, async () => detailParts(await detailFor(deps, request)))),
  },
];

/** The pages of the room that show and change nothing. */
export const lookingPages = (deps: ProjectionsRoomDeps): readonly ConsolePage[] => {
  const { everyMs = EVERY_MS } = deps;
  return [...listPages(deps, everyMs), ...detailPages(deps, everyMs)];
};
