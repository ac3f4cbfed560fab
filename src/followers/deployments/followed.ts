import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
import { refusalOf } from '../partitions/guard.js';
import { partitionsOf } from '../partitions/partition.js';
import { projectionSubject, type Subject } from '../subject.js';
import { NotDeployed, readDeployments, type Deployment } from './registry.js';

/** The code that fills the tables of a deployment; undefined when this process has another version of it. */
export const codeFor = (
  { projection, logic, shape }: Deployment,
  projections: readonly Projection[],
): Projection | undefined =>
  projections.find((code) => code.name === projection && code.version === logic && code.shape === shape);

export interface Followed extends Subject {
  /** Readers see it. */
  readonly isLive: boolean;
}

const DIVISIONS = `
select projection, version, max(partitions) as of from checkpoints group by projection, version`;

/** In how many parts each version is followed. */
const divisionsIn = async (db: Db) => {
  const { rows } = await db.query<{ projection: string; version: number; of: number }>(DIVISIONS);
  return ({ projection, version }: Pick<Deployment, 'projection' | 'version'>): number =>
    rows.find((row) => row.projection === projection && row.version === version)?.of ?? 1;
};

interface Divided {
  readonly code: Projection;
  readonly deployment: Deployment;
  /** In how many parts it is followed. */
  readonly of: number;
  /** In how many parts projections are to be followed. */
  readonly wish: number;
  readonly isShared: boolean;
}

/** Parts that are as they are to be are shared out; all else goes with the first of them. */
const subjectsOf = ({ code, deployment, of, wish, isShared }: Divided): readonly Followed[] => {
  const wanted = refusalOf(code) === undefined ? wish : 1;
  const isLive = deployment.state === 'live';
  return partitionsOf(of).map((partition) => ({
    ...projectionSubject(code, {
      version: deployment.version,
      partition: of === 1 ? undefined : partition,
    }),
    isLive,
    ...(wanted === of ? {} : { wanted }),
    ...(isShared ? { share: wanted === of && of > 1 ? `${partition.index}/${of}` : `0/${wish}` } : {}),
  }));
};

/**
 * What a process with these projections keeps up to date: every version of tables that its code fills, the
 * live one and those beside it, in as many parts as the database has them. What is being built is left to the
 * builder; what other code fills, to that code. `wish`: how many parts there are to be, where they may be.
 * Throws `NotDeployed`.
 */
export const followedSubjects = async (
  db: Db,
  projections: readonly Projection[],
  wish = 1,
): Promise<readonly Followed[]> => {
  const deployments = await readDeployments(db, projections);
  const missing = projections.find(({ name }) => !deployments.some(({ projection }) => projection === name));
  if (missing) throw new NotDeployed(missing.name);
  const divisionOf = await divisionsIn(db);
  const found = deployments.flatMap((deployment) => {
    const code = deployment.state === 'building' ? undefined : codeFor(deployment, projections);
    return code ? [{ code, deployment, of: divisionOf(deployment), wish }] : [];
  });
  const isShared = wish > 1 || found.some(({ of }) => of > 1);
  return found.flatMap((one) => subjectsOf({ ...one, isShared }));
};
