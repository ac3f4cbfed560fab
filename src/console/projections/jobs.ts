// What takes a while: builds and comparisons, in the background of this process, one at a time. Promises: a job
// goes on when nobody looks; how the last one of each projection ended stays until the next, or the end of the
// process. A build that was stopped stays where it is, and the next one goes on from there. A failure is
// written down with its reason, never thrown.
import type {
  Built,
  ExplainedComparison,
  ProjectionDesk,
  RebuildProgress,
  Watching,
} from '#followers/rebuild/desk.js';
import { AppError } from '#platform/app-error.js';
import { isoNow, type Clock } from '#platform/clock.js';
import type { Logger } from '#platform/logger.js';
import { reasonOf } from './reason.js';

export type JobKind = 'rebuild' | 'diff' | 'verify';

export interface Wanted {
  readonly kind: JobKind;
  readonly projection: string;
  /** Of a comparison; undefined: the newest build. */
  readonly version?: number | undefined;
  /** Of a build: begins anew instead of going on. */
  readonly restart?: boolean;
  /** Account of the person, and their name for whoever looks. */
  readonly by: { readonly accountId: number; readonly name: string };
}

export interface Job extends Wanted {
  readonly startedAt: string;
  readonly state: 'running' | 'done' | 'failed' | 'stopped';
  readonly progress: RebuildProgress | null;
  readonly endedAt: string | null;
  readonly built: Built | null;
  readonly comparison: ExplainedComparison | null;
  /** Why it failed. */
  readonly reason: string | null;
}

export interface Jobs {
  /** Throws AppError conflict while another job runs. */
  start(wanted: Wanted): void;
  /** The job that runs; undefined: none does. */
  running(): Job | undefined;
  /** The last job of a projection, or the one that runs. */
  lastOf(projection: string): Job | undefined;
  /** Stops the job of this projection, if it runs. */
  stop(projection: string): void;
  /** Stops what runs and waits for it. */
  close(): Promise<void>;
}

interface JobsOptions {
  readonly desk: Pick<ProjectionDesk, 'rebuild' | 'diff' | 'verify'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Ended = Partial<Pick<Job, 'built' | 'comparison'>>;

/** A build is compared with what readers see, where both are kept: as the command line does it. */
const rebuild = async (desk: JobsOptions['desk'], wanted: Wanted, watching: Watching): Promise<Ended> => {
  const { projection, restart = false } = wanted;
  const built = await desk.rebuild(projection, { ...watching, restart });
  if (!built.kept || built.from === undefined) return { built };
  return { built, comparison: await desk.diff(projection, built.version, watching) };
};

const carryOut = async (desk: JobsOptions['desk'], wanted: Wanted, watching: Watching): Promise<Ended> => {
  const { kind, projection, version } = wanted;
  switch (kind) {
    case 'rebuild':
      return rebuild(desk, wanted, watching);
    case 'diff':
      return { comparison: await desk.diff(projection, version, watching) };
    case 'verify':
      return { comparison: await desk.verify(projection, watching) };
  }
};

const begun = (wanted: Wanted, startedAt: string): Job => ({
  ...wanted,
  startedAt,
  state: 'running',
  progress: null,
  endedAt: null,
  built: null,
  comparison: null,
  reason: null,
});

/** Carries it out and tells how it goes; never throws. */
const run = async (
  { desk, clock, logger }: JobsOptions,
  wanted: Wanted,
  { signal, tell }: { readonly signal: AbortSignal; readonly tell: (facts: Partial<Job>) => void },
): Promise<void> => {
  const { kind, projection, by } = wanted;
  logger.info({ kind, projection, accountId: by.accountId }, 'console job started');
  const end = (facts: Partial<Job>): void => tell({ ...facts, endedAt: isoNow(clock) });
  try {
    const onProgress = (progress: RebuildProgress): void => tell({ progress });
    end({ state: 'done', ...(await carryOut(desk, wanted, { onProgress, signal })) });
  } catch (error) {
    if (!signal.aborted) logger.error({ err: error, kind, projection }, 'console job failed');
    end(signal.aborted ? { state: 'stopped' } : { state: 'failed', reason: reasonOf(error) });
  }
};

export const createJobs = (options: JobsOptions): Jobs => {
  const jobs = new Map<string, Job>();
  let current: { readonly projection: string; readonly stopping: AbortController } | undefined;
  let work: Promise<void> = Promise.resolve();
  const running = (): Job | undefined => current && jobs.get(current.projection);
  return {
    running,
    lastOf: (projection) => jobs.get(projection),
    start: (wanted) => {
      const { projection } = wanted;
      const other = running();
      if (other) {
        const text = `One thing at a time: ${other.kind} of ${other.projection} is still running.`;
        throw new AppError('conflict', text);
      }
      const stopping = new AbortController();
      current = { projection, stopping };
      let job = begun(wanted, isoNow(options.clock));
      const tell = (facts: Partial<Job>): void => {
        job = { ...job, ...facts };
        jobs.set(projection, job);
      };
      tell({});
      work = run(options, wanted, { signal: stopping.signal, tell }).finally(() => {
        current = undefined;
      });
    },
    stop: (projection) => {
      if (current?.projection === projection) current.stopping.abort();
    },
    close: async () => {
      current?.stopping.abort();
      await work;
    },
  };
};
