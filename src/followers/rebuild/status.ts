import type { Db } from '#platform/postgres/db.js';
import type { Projection } from '#projections/kit/projection.js';
import { codeFor } from '../deployments/followed.js';
import { readPlaces, type Place } from '../deployments/places.js';
import { readDeployments, type Deployment } from '../deployments/registry.js';
import { heldLocks } from '../locks.js';
import { readFindings, type Finding } from '../verifying/findings.js';
import { readVerification, type VersionVerification } from '../verifying/report.js';

/** One version of a projection, for a person who looks. */
export interface VersionStatus {
  readonly projection: string;
  readonly version: number;
  readonly logic: number;
  readonly shape: number;
  readonly state: Deployment['state'];
  readonly since: string;
  readonly liveUntil: string | null;
  /** True while a process works on it. */
  readonly followed: boolean;
  /** True when this release has the code that fills it. */
  readonly known: boolean;
  /** Commit position of the last event handled, in digits; null: none yet. */
  readonly position: string | null;
  readonly eventsHandled: number;
  /** How far it was behind when somebody last said so, in ms; null: nobody knows. */
  readonly lagMs: number | null;
  readonly failure: string | null;
  /** How far it is verified; null: nobody began yet. */
  readonly verified: VersionVerification | null;
  /** What was found and is not settled, the newest first; not more than some. */
  readonly findings: readonly Finding[];
}

const statusOf = (
  deployment: Deployment,
  place: Place | undefined,
  facts: Pick<VersionStatus, 'followed' | 'known' | 'verified' | 'findings'>,
): VersionStatus => ({
  ...deployment,
  ...facts,
  position: place?.at?.position.commit.toString() ?? null,
  eventsHandled: place?.eventsHandled ?? 0,
  lagMs: place?.lagMs ?? null,
  failure: place?.failure?.message ?? null,
});

const FINDINGS = 100;

/** Every version of these projections, the newest of each last. */
export const readStatus = async (
  db: Db,
  projections: readonly Projection[],
): Promise<readonly VersionStatus[]> => {
  const all: VersionStatus[] = [];
  const verifications = await readVerification(db);
  const found = await readFindings(db, FINDINGS);
  for (const deployment of await readDeployments(db, projections)) {
    const { projection: name, version } = deployment;
    if (!projections.some((projection) => projection.name === name)) continue;
    const place = (await readPlaces(db, name)).find((one) => one.version === version);
    const followed = (await heldLocks(db, [{ name, version }])) > 0;
    const isIt = (one: { readonly projection: string; readonly version: number }): boolean =>
      one.projection === name && one.version === version;
    const verified = verifications.find(isIt) ?? null;
    const known = codeFor(deployment, projections) !== undefined;
    all.push(statusOf(deployment, place, { followed, known, verified, findings: found.filter(isIt) }));
  }
  return all;
};
