// What operators may do with the versions of read models. Promises: readers see one version at a time, and
// never an older state than before; nothing here runs a reactor or sends an effect. Refusals are SwapRefused,
// unknown names AppError not_found.
import type pg from 'pg';
import type { Codec } from '#eventlog/codec.js';
import type { LogClient } from '#eventlog/log-client.js';
import { AppError } from '#platform/app-error.js';
import type { Projection } from '#projections/kit/projection.js';
import { readDeployments, type Deployment } from '../deployments/registry.js';
import { createFollowerWatch, type FollowerWatch } from '../known/watch.js';
import { findCulprits, type Culprit } from './blame.js';
import { compareVersions, type Comparison } from './compare-versions.js';
import { discard } from './discard.js';
import type { OnRebuildProgress } from './meter.js';
import { candidateOf, currentOf, deploymentsOf, isOwn, previousOf } from './candidates.js';
import { rebuild, type Built } from './rebuild.js';
import { sampleRows, type Sampled } from './sample.js';
import { compareWithLog } from './shadow.js';
import { readStatus, type VersionStatus } from './status.js';
import { swap, SwapRefused } from './swap.js';
import { openFindings, settleFindings } from '../verifying/findings.js';

export type { Built } from './rebuild.js';
export type { Difference, TableComparison } from './compare.js';
export type { Culprit } from './blame.js';
export type { OnRebuildProgress, RebuildProgress } from './meter.js';
export type { Sampled, SampledRow } from './sample.js';
export type { VersionStatus } from './status.js';
export { findingText } from '../verifying/findings.js';
export { SwapRefused } from './swap.js';

/** A comparison, with the event that made each of its samples what this code says it is. */
export interface ExplainedComparison extends Omit<Comparison, 'at'> {
  /** Commit position of the last event both have handled, in digits; null: none. */
  readonly position: string | null;
  /** By table, in the order of its samples; null: no event makes such a row. */
  readonly culprits: Readonly<Record<string, readonly (Culprit | null)[]>>;
}

export interface Swapped {
  readonly projection: string;
  readonly from: number | null;
  readonly to: number;
}

export interface Outdated {
  readonly name: string;
  /** False: queries of this code find no view. */
  readonly readable: boolean;
}

export interface Watching {
  readonly onProgress: OnRebuildProgress;
  readonly signal: AbortSignal;
}

export interface RebuildTerms extends Watching {
  readonly restart?: boolean;
  readonly atOnce?: number;
}

export interface ProjectionDesk {
  /** Read models whose readers do not see what this code makes of the log: it is newer than their rows. */
  outdated(): Promise<readonly Outdated[]>;
  /** What is known of followers, of reactors too: how far they are behind the log. */
  readonly followers: FollowerWatch;
  /** All versions, of one projection or of all. */
  status(name?: string): Promise<readonly VersionStatus[]>;
  rebuild(name: string, terms: RebuildTerms): Promise<Built>;
  /** Compares a version with what readers see; without one the newest build. */
  diff(name: string, version: number | undefined, watching: Watching): Promise<ExplainedComparison>;
  /** Makes a version what readers see; without one the newest build. */
  deploy(name: string, version?: number): Promise<Swapped>;
  /** Makes the version that was replaced last what readers see again. */
  rollback(name: string): Promise<Swapped>;
  /** Drops the tables of a version that nobody reads. */
  drop(name: string, version: number): Promise<void>;
  /** Compares what readers see with a fold of the whole log; where they are equal, older findings are settled. */
  verify(name: string, watching: Watching): Promise<ExplainedComparison>;
  /** Folds so many random rows of each table again, from their streams. */
  sample(name: string, rows: number): Promise<Sampled>;
}

export interface DeskOptions {
  /** As the role that owns the tables; three connections at least, and one more for each part but the first. */
  readonly pool: pg.Pool;
  readonly log: () => Promise<LogClient>;
  readonly codec: Codec;
  readonly projections: readonly Projection[];
  /** For those who ask how far followers are. */
  readonly reactors?: readonly { readonly name: string; readonly categories: readonly string[] }[];
  /** In how many parts rebuilds are filled side by side, where that can be; default 1. */
  readonly partitions?: number | undefined;
  /** How long to wait for a version to be kept and to catch up; default some seconds. */
  readonly patienceMs?: number | undefined;
}

const known = ({ projections }: DeskOptions, name: string): Projection => {
  const found = projections.filter((projection) => projection.name === name).at(-1);
  if (found) return found;
  throw new AppError('not_found', `There is no projection "${name}".`);
};

/** The version readers of this code see. */
const liveOf = (projection: Projection, deployments: readonly Deployment[]): Deployment => {
  const live = deployments.find(({ state, shape }) => state === 'live' && shape === projection.shape);
  if (live) return live;
  throw new SwapRefused(`${projection.name} has no version of shape ${projection.shape} yet: rebuild it.`);
};

const wantedOf = (
  projection: Projection,
  deployments: readonly Deployment[],
  version: number | undefined,
): Deployment => {
  const found =
    version === undefined
      ? candidateOf(deployments, projection)
      : deployments.find((one) => one.version === version && one.state !== 'building');
  if (found?.shape === projection.shape) return found;
  const what =
    version === undefined ? 'no new build: --version names another' : `no finished version ${version}`;
  throw new AppError('not_found', `${projection.name} has ${what}.`);
};

const explain = async (
  options: DeskOptions,
  { at, ...comparison }: Comparison,
  { onProgress, signal }: Watching,
): Promise<ExplainedComparison> => {
  const projection = known(options, comparison.projection);
  const position = at?.commit.toString() ?? null;
  const questions = projection.tables.flatMap((table) => {
    const compared = comparison.tables.find((one) => one.table === table.name);
    return (compared?.samples ?? []).map((difference) => ({ table, difference }));
  });
  if (questions.length === 0 || !at) return { ...comparison, position, culprits: {} };
  onProgress({ step: 'searching', events: 0, share: undefined, perSecond: 0, secondsLeft: undefined });
  const history = { log: await options.log(), codec: options.codec, from: null, signal };
  const found = await findCulprits(projection, questions, { ...history, upTo: at });
  const of = (name: string) => found.filter((_, index) => questions[index]?.table.name === name);
  return {
    ...comparison,
    position,
    culprits: Object.fromEntries(projection.tables.map(({ name }) => [name, of(name)])),
  };
};

const swapTo = async (
  { pool, patienceMs }: DeskOptions,
  projection: Projection,
  { from, to }: { readonly from: number | undefined; readonly to: number },
): Promise<Swapped> => {
  if (from !== to) await swap({ pool, projection, from, to, patienceMs });
  return { projection: projection.name, from: from ?? null, to };
};

/** The live version, which this code must have filled: else it cannot say what is right. */
const ownLive = async (options: DeskOptions, projection: Projection): Promise<Deployment> => {
  const live = liveOf(projection, await deploymentsOf(options.pool, projection));
  if (isOwn(live, projection)) return live;
  throw new SwapRefused(
    `${projection.name} v${live.version} was filled by other code (logic ${live.logic}): rebuild and diff instead.`,
  );
};

const about = async (options: DeskOptions, name: string) => {
  const projection = known(options, name);
  return { projection, deployments: await deploymentsOf(options.pool, projection) };
};

/** What turns readers to another version, or makes sure that they never turn to one. */
const turning = (options: DeskOptions): Pick<ProjectionDesk, 'deploy' | 'rollback' | 'drop'> => ({
  deploy: async (name, version) => {
    const { projection, deployments } = await about(options, name);
    const { version: to } = wantedOf(projection, deployments, version);
    return swapTo(options, projection, { from: currentOf(deployments, projection)?.version, to });
  },
  rollback: async (name) => {
    const { projection, deployments } = await about(options, name);
    const { version: from } = liveOf(projection, deployments);
    const previous = previousOf(deployments, projection);
    if (!previous) throw new AppError('not_found', `${name} has no version before this one to go back to.`);
    return swapTo(options, projection, { from, to: previous.version });
  },
  drop: async (name, version) => {
    const { projection, deployments } = await about(options, name);
    if (!deployments.some((one) => one.version === version))
      throw new AppError('not_found', `${name} has no version ${version}.`);
    await discard(options.pool, projection, version);
  },
});

/** What compares and changes nothing. */
const checking = (options: DeskOptions): Pick<ProjectionDesk, 'diff' | 'verify' | 'sample'> => ({
  diff: async (name, version, watching) => {
    const { pool, patienceMs } = options;
    const { projection, deployments } = await about(options, name);
    const { version: to } = wantedOf(projection, deployments, version);
    const from = currentOf(deployments, projection)?.version ?? to;
    const comparison = await compareVersions({ pool, projection, from, to, patienceMs });
    return explain(options, comparison, watching);
  },
  verify: async (name, watching) => {
    const { pool, codec } = options;
    const projection = known(options, name);
    const { version } = await ownLive(options, projection);
    const log = await options.log();
    const findings = await openFindings(pool, name, version);
    const comparison = await compareWithLog({ ...watching, pool, codec, log, projection, version });
    if (comparison.equal) await settleFindings(pool, findings);
    return explain(options, comparison, watching);
  },
  sample: async (name, rows) => {
    const { pool, codec } = options;
    const projection = known(options, name);
    const { version } = await ownLive(options, projection);
    return sampleRows({ pool, codec, log: await options.log(), projection, version, rows });
  },
});

const outdatedOf = (
  projections: readonly Projection[],
  deployments: readonly Deployment[],
): readonly Outdated[] =>
  projections.flatMap((projection) => {
    const { name, shape } = projection;
    const live = deployments.find(
      (one) => one.projection === name && one.state === 'live' && one.shape === shape,
    );
    return live && isOwn(live, projection) ? [] : [{ name, readable: live !== undefined }];
  });

export const createProjectionDesk = (options: DeskOptions): ProjectionDesk => {
  const { pool, codec, projections, partitions, patienceMs, log, reactors = [] } = options;
  return {
    followers: createFollowerWatch({ db: pool, log, projections, reactors }),
    outdated: async () => outdatedOf(projections, await readDeployments(pool, projections)),
    status: async (name) => readStatus(pool, name === undefined ? projections : [known(options, name)]),
    rebuild: async (name, terms) => {
      const projection = known(options, name);
      return rebuild({ ...terms, pool, codec, log: await options.log(), projection, partitions, patienceMs });
    },
    ...turning(options),
    ...checking(options),
  };
};
