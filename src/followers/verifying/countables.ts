import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
import { codeFor } from '../deployments/followed.js';
import { readDeployments, type Deployment } from '../deployments/registry.js';
import type { Countable } from './counts.js';

/** A version whose rows this process can fold. */
export interface Known extends Countable {
  readonly code: Projection;
  readonly state: Deployment['state'];
}

/** Every version that this code fills, also one that is being built. */
export const knownVersions = async (db: Db, projections: readonly Projection[]): Promise<readonly Known[]> =>
  (await readDeployments(db, projections)).flatMap((deployment) => {
    const { projection, version, state } = deployment;
    const code = codeFor(deployment, projections);
    return code ? [{ projection, version, state, code, categories: code.categories }] : [];
  });
