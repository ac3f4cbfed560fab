import type pg from 'pg';
import type { Projection } from '#projections/kit/projection.js';
import { readDeployments, type Deployment } from '../deployments/registry.js';

/** All versions of a projection, the newest last. */
export const deploymentsOf = async (pool: pg.Pool, projection: Projection): Promise<Deployment[]> =>
  (await readDeployments(pool, [projection])).filter((one) => one.projection === projection.name);

/** True when this code fills it. */
export const isOwn = ({ logic, shape }: Deployment, projection: Projection): boolean =>
  logic === projection.version && shape === projection.shape;

/** The version whose readers a build is for: those of its shape, else the newest there are. */
export const currentOf = (
  deployments: readonly Deployment[],
  { shape }: Pick<Projection, 'shape'>,
): Deployment | undefined => {
  const live = deployments.filter(({ state }) => state === 'live');
  return live.find((one) => one.shape === shape) ?? live.at(-1);
};

/** A build that is done and was never read. */
export const candidateOf = (
  deployments: readonly Deployment[],
  projection: Projection,
): Deployment | undefined =>
  deployments.findLast((one) => one.state === 'standby' && !one.liveUntil && isOwn(one, projection));

/** The version that was replaced last. */
export const previousOf = (
  deployments: readonly Deployment[],
  { shape }: Pick<Projection, 'shape'>,
): Deployment | undefined =>
  deployments
    .filter((one) => one.state === 'standby' && one.shape === shape && one.liveUntil !== null)
    .sort((one, other) => ((one.liveUntil ?? '') < (other.liveUntil ?? '') ? -1 : 1))
    .at(-1);
