import { ParkingRefusal, type ParkedStream } from '#followers/parking-desk.js';
import { DomainError } from '#domain/kit/domain-error.js';
import { AppError } from '#platform/app-error.js';
import { html } from '#platform/html.js';
import { every } from '../every.js';
import { live, page, redirect, type Answer, type ConsolePage, type ConsoleRequest } from '../room.js';
import { ROOM_TRAIL } from './looking.js';
import { decisionForms, LISTED, parkedList, WAITING, waitingView } from './parked-page.js';
import { parkedAddress } from './parked-table.js';
import type { ProjectionsRoomDeps } from './room.js';

const EVERY_MS = 2_000;
const PARKED = '/console/projections/parked';
const LONGEST_REASON = 500;

interface Place {
  readonly projection: string;
  readonly version: number;
  /** Empty: all of them. */
  readonly stream: string;
}

const placeIn = (fields: URLSearchParams): Place => {
  const version = Number(fields.get('version'));
  if (!Number.isSafeInteger(version)) throw new AppError('validation_error', 'A version is a whole number.');
  return { projection: fields.get('projection') ?? '', version, stream: fields.get('stream') ?? '' };
};

const refusalOf = (error: unknown): string => {
  const isRefusal =
    error instanceof ParkingRefusal || error instanceof AppError || error instanceof DomainError;
  if (!isRefusal) throw error;
  return error.message;
};

const looking = (deps: ProjectionsRoomDeps) => {
  const { parking } = deps;
  const filterOf = ({ query }: ConsoleRequest): string | undefined => query.get('projection') ?? undefined;
  const list = async (request: ConsoleRequest) =>
    parkedList(await parking.list({ projection: filterOf(request), limit: LISTED }), request.formToken);
  const stream = async ({ query }: ConsoleRequest) => {
    const { stream: name, ...of } = placeIn(query);
    const parked = await parking.find(name, of);
    return parked && { parked, waiting: await parking.waiting(parked, WAITING) };
  };
  return { filterOf, list, stream };
};

/** What is parked, and each stream of it. */
const showing = (deps: ProjectionsRoomDeps): readonly ConsolePage[] => {
  const { everyMs = EVERY_MS } = deps;
  const { filterOf, list, stream } = looking(deps);
  const trail = [...ROOM_TRAIL, { href: PARKED, text: 'Parked' }];
  const showList = async (request: ConsoleRequest): Promise<Answer> => {
    const projection = filterOf(request);
    const asked = projection === undefined ? '' : `?${new URLSearchParams({ projection }).toString()}`;
    return page({
      title: projection === undefined ? 'Parked' : `Parked for ${projection}`,
      lead: 'Events that cannot be handled, and those behind them. Everything else goes on.',
      trail: projection === undefined ? ROOM_TRAIL : trail,
      content: html`<div id="parked" class="stack">${await list(request)}</div>`,
      live: `${PARKED}/live${asked}`,
    });
  };
  const showStream = async (request: ConsoleRequest): Promise<Answer> => {
    const found = await stream(request);
    return page({
      title: request.query.get('stream') ?? '',
      lead: null,
      trail,
      content: html`<div id="waiting" class="stack">${waitingView(found)}</div>
        ${found && decisionForms(found.parked, request.formToken)}`,
      live: `${PARKED}/stream/live?${request.query.toString()}`,
    });
  };
  const liveList = (request: ConsoleRequest): Answer =>
    live((signal) => every(everyMs, signal, async () => [{ id: 'parked', content: await list(request) }]));
  const liveStream = (request: ConsoleRequest): Answer =>
    live((signal) =>
      every(everyMs, signal, async () => [{ id: 'waiting', content: waitingView(await stream(request)) }]),
    );
  return [
    { method: 'GET', path: '/parked', handle: showList },
    { method: 'GET', path: '/parked/live', handle: liveList },
    { method: 'GET', path: '/parked/stream', handle: showStream },
    { method: 'GET', path: '/parked/stream/live', handle: liveStream },
  ];
};

const foundFor = async (
  { parking }: ProjectionsRoomDeps,
  { stream, ...of }: Place,
): Promise<ParkedStream> => {
  const parked =
    stream === ''
      ? (await parking.list({ projection: of.projection, limit: 100_000 })).find(
          (one) => one.version === of.version,
        )
      : await parking.find(stream, of);
  if (parked) return parked;
  throw new AppError('not_found', 'Nothing of this is parked any more.');
};

/** Decisions: events in the log, with the person as the one who decided. */
const deciding = (deps: ProjectionsRoomDeps): readonly ConsolePage[] => {
  const { parking } = deps;
  const retry = async ({ form, caller }: ConsoleRequest): Promise<Answer> => {
    const place = placeIn(form);
    const parked = await foundFor(deps, place);
    const { projection, logic: version } = parked;
    const stream = place.stream === '' ? null : place.stream;
    await parking.retry({ projection, version, stream }, caller);
    return redirect(stream === null ? PARKED : parkedAddress(parked), {
      tone: 'good',
      text: 'The follower tries it again; what is left shows here.',
    });
  };
  const skip = async ({ form, caller }: ConsoleRequest): Promise<Answer> => {
    const parked = await foundFor(deps, placeIn(form));
    const reason = (form.get('reason') ?? '').trim().slice(0, LONGEST_REASON);
    if (reason === '') throw new AppError('validation_error', 'Leaving an event out needs a reason.');
    if (parked.first.eventId !== form.get('event'))
      throw new AppError('conflict', 'Another event is the first one there now: look at it, then decide.');
    await parking.skip(parked, { by: caller, reason });
    const text = `Event ${parked.first.revision} of ${parked.stream} is left out; the log says why.`;
    return redirect(parkedAddress(parked), { tone: 'good', text });
  };
  const backTo = (form: URLSearchParams): string => {
    const { projection, version, stream } = placeIn(form);
    const place = { projection, version: String(version), stream };
    return stream === '' ? PARKED : `${PARKED}/stream?${new URLSearchParams(place).toString()}`;
  };
  const decided =
    (decide: (request: ConsoleRequest) => Promise<Answer>) =>
    (request: ConsoleRequest): Promise<Answer> =>
      decide(request).catch((error: unknown) =>
        redirect(backTo(request.form), { tone: 'bad', text: refusalOf(error) }),
      );
  return [
    { method: 'POST', path: '/parked/retry', handle: decided(retry) },
    { method: 'POST', path: '/parked/skip', handle: decided(skip) },
  ];
};

export const parkedPages = (deps: ProjectionsRoomDeps): readonly ConsolePage[] => [
  ...showing(deps),
  ...deciding(deps),
];
