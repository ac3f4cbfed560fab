import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
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

/**
 * What a process with these projections keeps up to date: every version of tables that its code fills, the
 * live one and those beside it. What is being built is left to the builder; what other code fills, to that
 * code. Throws `NotDeployed`.
 */
export const followedSubjects = async (
  db: Db,
  projections: readonly Projection[],
): Promise<readonly Followed[]> => {
  const deployments = await readDeployments(db, projections);
  const missing = projections.find(({ name }) => !deployments.some(({ projection }) => projection === name));
  if (missing) throw new NotDeployed(missing.name);
  return deployments.flatMap((deployment) => {
    const code = deployment.state === 'building' ? undefined : codeFor(deployment, projections);
    return code ? [{ ...projectionSubject(code, deployment), isLive: deployment.state === 'live' }] : [];
  });
};
