import type { FollowerWatch, KnownFollower, KnownLog } from '#followers/known/watch.js';
import type { ProjectionDesk, VersionStatus } from '#followers/rebuild/desk.js';
import { AppError } from '#platform/app-error.js';

/** One version of a projection: where it is, and what it is made of. */
export interface VersionView extends KnownFollower {
  /** Undefined: the database has no tables of it yet. */
  readonly status: VersionStatus | undefined;
}

export interface Overview {
  readonly log: KnownLog;
  /** By name, then version. */
  readonly versions: readonly VersionView[];
  readonly reactors: readonly KnownFollower[];
}

interface OverviewOptions {
  readonly desk: Pick<ProjectionDesk, 'status'>;
  readonly watch: Pick<FollowerWatch, 'look'>;
}

const FRESH_MS = 1_000;

const read = async ({ desk, watch }: OverviewOptions): Promise<Overview> => {
  try {
    const [{ log, followers }, statuses] = await Promise.all([watch.look(), desk.status()]);
    const statusOf = ({ name, version }: KnownFollower) =>
      statuses.find((one) => one.projection === name && one.version === version);
    const projections = followers.filter(({ kind }) => kind === 'projection');
    return {
      log,
      versions: projections.map((one) => ({ ...one, status: statusOf(one) })),
      reactors: followers.filter(({ kind }) => kind === 'reactor'),
    };
  } catch (cause) {
    throw new AppError('service_unavailable', 'The database does not answer.', { cause });
  }
};

/** What is known now. Looks within a second share one answer, so that many onlookers cost no more than one. */
export const createOverview = (options: OverviewOptions): (() => Promise<Overview>) => {
  let last: { readonly at: number; readonly answer: Promise<Overview> } | undefined;
  return () => {
    const now = performance.now();
    if (!last || now - last.at >= FRESH_MS) last = { at: now, answer: read(options) };
    return last.answer;
  };
};
