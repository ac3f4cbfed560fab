import { SwapRefused } from '#followers/rebuild/desk.js';
import { AppError } from '#platform/app-error.js';
import { redirect, type Answer, type ConsolePage, type ConsoleRequest } from '../room.js';
import type { JobKind } from './jobs.js';
import type { ProjectionsRoomDeps } from './room.js';

const nameIn = ({ params }: ConsoleRequest): string => params['name'] ?? '';

const VERSION = /^[1-9]\d{0,8}$/;

/** Of the form; undefined: none was sent. Throws AppError when it is none. */
const versionIn = ({ form }: ConsoleRequest): number | undefined => {
  const text = form.get('version');
  if (text === null || text === '') return undefined;
  if (!VERSION.test(text)) throw new AppError('validation_error', 'A version is a whole number.');
  return Number(text);
};

/** What desks refuse, in their own words; anything else is a failure of ours. */
const refusalOf = (error: unknown): string => {
  if (error instanceof SwapRefused || error instanceof AppError) return error.message;
  throw error;
};

/** Does something, and leads back to the page with how it went. */
const doing = async (request: ConsoleRequest, work: () => Promise<string | null>): Promise<Answer> => {
  const to = `/console/projections/${encodeURIComponent(nameIn(request))}`;
  try {
    const text = await work();
    return redirect(to, text === null ? undefined : { tone: 'good', text });
  } catch (error) {
    return redirect(to, { tone: 'bad', text: refusalOf(error) });
  }
};

const swappedText = ({ from, to }: { readonly from: number | null; readonly to: number }): string =>
  from === to
    ? `Readers see v${to} already.`
    : `Readers see v${to} now${from === null ? '' : `, no longer v${from}`}.`;

/** Begins what takes a while. */
const jobPage = ({ desk, jobs }: ProjectionsRoomDeps, kind: JobKind): ConsolePage => ({
  method: 'POST',
  path: `/:name/${kind}`,
  handle: (request) =>
    doing(request, async () => {
      const { accountId, username } = request.person;
      const projection = nameIn(request);
      // Names nobody has are refused here, not in the background.
      await desk.status(projection);
      const by = { accountId, name: username };
      const restart = request.form.get('restart') === 'yes';
      jobs.start({ kind, projection, version: versionIn(request), restart, by });
      return null;
    }),
});

type Work = (request: ConsoleRequest) => Promise<string | null>;

/** Does it at once, and leaves a line in the log of the server. */
const actionPage = ({ logger }: ProjectionsRoomDeps, action: string, work: Work): ConsolePage => ({
  method: 'POST',
  path: `/:name/${action}`,
  handle: (request) => {
    const { accountId } = request.person;
    logger.info({ action, projection: nameIn(request), accountId }, 'console action');
    return doing(request, () => work(request));
  },
});

const drop = async ({ desk }: ProjectionsRoomDeps, request: ConsoleRequest): Promise<string> => {
  const version = versionIn(request);
  if (version === undefined) throw new AppError('validation_error', 'Which version?');
  await desk.drop(nameIn(request), version);
  return `Version ${version} is gone.`;
};

/** The pages of the room that change something; each leads back to the page of the projection. */
export const actionPages = (deps: ProjectionsRoomDeps): readonly ConsolePage[] => {
  const { desk, jobs } = deps;
  const stop: Work = (request) => {
    jobs.stop(nameIn(request));
    return Promise.resolve(null);
  };
  return [
    jobPage(deps, 'rebuild'),
    jobPage(deps, 'diff'),
    jobPage(deps, 'verify'),
    actionPage(deps, 'stop', stop),
    actionPage(deps, 'deploy', async (request) =>
      swappedText(await desk.deploy(nameIn(request), versionIn(request))),
    ),
    actionPage(deps, 'rollback', async (request) => swappedText(await desk.rollback(nameIn(request)))),
    actionPage(deps, 'drop', (request) => drop(deps, request)),
  ];
};
